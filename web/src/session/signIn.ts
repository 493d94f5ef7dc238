import { createSessionClient } from '../graphql/client'
import { problemOf } from '../graphql/errors'
import { graphql } from '../graphql/generated'
import { announceSignOut } from './channel'
import { Problem, SessionOver } from './problem'
import { askServer, signerHere } from './server'
import { currentSession, setSession } from './session'
import { forgetSigner, keepSigner, keptSigner } from './store'
import { keptKeyOver, signedTokens } from './tokens'
import type { TokenSource } from './tokens'

const ViewerDocument = graphql(`
  query Viewer {
    viewer {
      scope
      permissions
      key {
        id
        kid
        name
        expiresAt
      }
      project {
        id
        slug
        name
      }
    }
    instance {
      audience
      graphqlEndpoint
      version
    }
  }
`)

const seconds = () => Math.floor(Date.now() / 1000)

/**
 * Asks the server who this is, and begins the session. With `keep`, the browser keeps the key until
 * the session ends by itself. Throws the guard's {@link Problem}.
 */
export async function signIn(tokens: TokenSource, keep: boolean): Promise<void> {
  const client = createSessionClient(tokens.token, endSession)
  const { data, error } = await client.query(ViewerDocument, {}).toPromise()
  if (error) throw problemOf(error)
  if (!data) throw new Problem('The server sent no answer.', 'Try again.')
  const keptUntil = tokens.endsAt?.()
  if (keep && tokens.signer && keptUntil !== undefined) await keepSigner({ ...tokens.signer, keptUntil })
  setSession({ status: 'signed-in', client, viewer: data.viewer, tokens })
}

/** Restores the session that the browser kept; signed out without one. */
export async function restoreSession(): Promise<void> {
  try {
    const signer = await keptSigner()
    if (signer) {
      setSession({ status: 'restoring', isKept: true })
      await signIn(await keptTokens(signer), false)
    } else {
      setSession({ status: 'signed-out', problem: undefined })
    }
  } catch (error) {
    setSession({ status: 'signed-out', problem: error instanceof Problem ? error : undefined })
  }
}

/** The kept key's tokens for this server. A key whose time is over, and one that cannot sign here, is forgotten. */
async function keptTokens({ keptUntil = 0, ...signer }: Awaited<ReturnType<typeof keptSigner>> & object) {
  const server = await askServer()
  try {
    if (seconds() >= keptUntil) throw keptKeyOver()
    return signedTokens(signerHere(server, signer), seconds, keptUntil)
  } catch (error) {
    await forgetSigner()
    throw error
  }
}

/** Forgets the key, and all else that the portal kept, here and in every other tab of this browser. */
export async function signOut(): Promise<void> {
  setSession({ status: 'signed-out', problem: undefined })
  announceSignOut()
  // Only the chosen colours are stored. They go too, so that nothing of the session stays.
  localStorage.clear()
  await forgetSigner()
}

/** The guard refuses the key, or the session is over: back to the sign-in screen, with the reason. */
export function endSession(problem: Problem): void {
  if (currentSession().status !== 'signed-in') return
  setSession({ status: 'signed-out', problem })
  // A key that is revoked or expired is never accepted again.
  const isOver = problem instanceof SessionOver
  if (isOver || problem.reason === 'KEY_REVOKED' || problem.reason === 'KEY_EXPIRED') void forgetSigner()
}
