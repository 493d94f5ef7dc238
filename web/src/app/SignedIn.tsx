import { RouterProvider } from '@tanstack/react-router'
import { Provider } from 'urql'
import type { Client } from 'urql'

import { router } from './router'

// The code of the address's screen arrives with this, and not after it is known who looks. The code
// alone: whether an address leads on to another depends on who that is.
const [matched] = router.getMatchedRoutes(router.latestLocation.pathname)
for (const route of matched) void router.loadRouteChunk(route)

/** Everything behind the sign-in screen. */
export function SignedIn({ client }: { client: Client }) {
  return (
    <Provider value={client}>
      <RouterProvider router={router} />
    </Provider>
  )
}
