import type { Beginning } from './begin'
import type { OfferedRule, OperatorSession } from './operator/api'
import type { Problem } from './problem'
import type { TokenSource } from './tokens'

/** Who is signed in, with which admin key, and what that allows. */
export type Viewer = Beginning['viewer']

/** Whether a key or a person is signed in. The one source of truth of a tab. */
export type Session =
  /** `isKept`: a stored key was found; signing in with it most likely succeeds. */
  | { status: 'restoring'; isKept: boolean }
  | { status: 'signed-out'; problem: Problem | undefined }
  /** Several rules let the person in, who chooses one. */
  | { status: 'choosing'; session: OperatorSession; rules: OfferedRule[] }
  | SignedInSession

/** A session in which the Admin API can be called. */
export interface SignedInSession extends Beginning {
  status: 'signed-in'
  tokens: TokenSource
  /** Why something beside it failed, such as the confirmation of who it is. */
  notice: Problem | undefined
}

let session: Session = { status: 'restoring', isKept: false }
const listeners = new Set<() => void>()

/** The session now. */
export function currentSession(): Session {
  return session
}

/** Changes the session and tells everybody who looks at it. */
export function setSession(next: Session): void {
  session = next
  for (const listener of listeners) listener()
}

/** Calls `listener` after each change, until the function that it gives back is called. */
export function onSession(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
