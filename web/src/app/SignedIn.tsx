import { notifications } from '@mantine/notifications'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Provider } from 'urql'
import type { Client } from 'urql'

import { followNetwork } from '../graphql/outage'
import type { Problem } from '../session/problem'
import { router } from './router'

// The code of the address's screen arrives with this, and not after it is known who looks. The code
// alone: whether an address leads on to another depends on who that is.
const [matched] = router.getMatchedRoutes(router.latestLocation.pathname)
for (const route of matched) void router.loadRouteChunk(route)

/** Everything behind the sign-in screen. */
export function SignedIn({ client, notice }: { client: Client; notice: Problem | undefined }) {
  useEffect(followNetwork, [])
  useEffect(() => {
    if (notice) notifications.show({ color: 'red', title: notice.message, message: notice.remedy, autoClose: false })
  }, [notice])
  return (
    <Provider value={client}>
      <RouterProvider router={router} />
    </Provider>
  )
}
