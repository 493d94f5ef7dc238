import { useSyncExternalStore } from 'react'

import type { Permission } from '../graphql/generated/graphql'
import type { Beginning } from './begin'
import { currentSession, onSession } from './session'
import type { Session, Viewer } from './session'
import { OperatorTokens } from './operator/tokens'
import type { OperatorSession } from './operator/api'
import type { TokenSource } from './tokens'

/** The session of this tab. */
export function useSession(): Session {
  return useSyncExternalStore(onSession, currentSession)
}

/** Who is signed in. Only below the sign-in screen. */
export function useViewer(): Viewer {
  const session = useSession()
  if (session.status !== 'signed-in') throw new Error('no key is signed in')
  return session.viewer
}

/** The deployment. Only below the sign-in screen. */
export function useInstance(): Beginning['instance'] {
  const session = useSession()
  if (session.status !== 'signed-in') throw new Error('not signed in')
  return session.instance
}

/** Whether the key holds a permission. READ comes with each of the others. */
export function usePermission(permission: Permission): boolean {
  const { permissions } = useViewer()
  return permissions.includes(permission) || (permission === 'READ' && permissions.length > 0)
}

/** Where this session's tokens come from. Only below the sign-in screen. */
export function useTokens(): TokenSource {
  const session = useSession()
  if (session.status !== 'signed-in') throw new Error('not signed in')
  return session.tokens
}

/** The session of the person who signed in by a provider; undefined for a key. Only below the sign-in screen. */
export function useOperatorSession(): OperatorSession | undefined {
  const tokens = useTokens()
  return tokens instanceof OperatorTokens ? tokens.session : undefined
}
