import { notifications } from '@mantine/notifications'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Provider } from 'urql'
import type { Client } from 'urql'

import { createSessionClient } from '../graphql/client'
import { followNetwork } from '../graphql/outage'
import type { SignedInSession } from '../session/session'
import { endSession } from '../session/signIn'
import type { TokenSource } from '../session/tokens'
import { ProjectDocument } from './ProjectScope'
import { router } from './router'
import { Toasts } from './Toasts'

// The code of the address's screen arrives with this, and not after it is known who looks. The code
// alone: whether an address leads on to another depends on who that is.
const [matched] = router.getMatchedRoutes(router.latestLocation.pathname)
for (const route of matched) void router.loadRouteChunk(route)

/** Everything behind the sign-in screen. */
export function SignedIn({ session }: { session: SignedInSession }) {
  const { notice } = session
  useEffect(followNetwork, [])
  useEffect(() => {
    if (notice) notifications.show({ color: 'red', title: notice.message, message: notice.remedy, autoClose: false })
  }, [notice])
  return (
    <Provider value={clientOf(session)}>
      <Toasts />
      <RouterProvider router={router} />
    </Provider>
  )
}

const clients = new WeakMap<TokenSource, Client>()

/** The client of a session, one for each. It knows the project that the session began at. */
function clientOf({ tokens, opened }: SignedInSession): Client {
  const made = clients.get(tokens)
  if (made) return made
  const client = createSessionClient(
    tokens.token,
    endSession,
    opened && { query: ProjectDocument, variables: { slug: opened.slug }, data: { project: opened.project } },
  )
  clients.set(tokens, client)
  return client
}
