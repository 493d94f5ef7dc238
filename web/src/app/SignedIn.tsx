import { RouterProvider } from '@tanstack/react-router'
import { Provider } from 'urql'
import type { Client } from 'urql'

import { router } from './router'

// The code of the address's screen arrives with this, and not after it is known who looks.
void router.load()

/** Everything behind the sign-in screen. */
export function SignedIn({ client }: { client: Client }) {
  return (
    <Provider value={client}>
      <RouterProvider router={router} />
    </Provider>
  )
}
