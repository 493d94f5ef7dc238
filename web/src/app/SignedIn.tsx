import { RouterProvider } from '@tanstack/react-router'
import { Provider } from 'urql'
import type { Client } from 'urql'

import { router } from './router'

/** Everything behind the sign-in screen. */
export function SignedIn({ client }: { client: Client }) {
  return (
    <Provider value={client}>
      <RouterProvider router={router} />
    </Provider>
  )
}
