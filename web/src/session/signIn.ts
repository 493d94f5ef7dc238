import { createSessionClient } from '../graphql/client'
import { problemOf } from '../graphql/errors'
import { graphql } from '../graphql/generated'
import { announceSignOut } from './channel'
import { Problem } from './problem'
import { askServer, signerHere } from './server'
import { currentSession, setSession } from './session'
import type { Signer } from './signer'
import { forgetSigner, keepSigner, keptSigner } from './store'
import { signedTokens } from './tokens'
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

/** Asks the server who this is, and begins the session. Throws the guard's {@link Problem}. */
export async function signIn(tokens: TokenSource, keep: boolean): Promise<void> {
  const client = createSessionClient(tokens.token, endSession)
  const { data, error } = await client.query(ViewerDocument, {}).toPromise()
  if (error) throw problemOf(error)
  if (!data) throw new Problem('The server sent no answer.', 'Try again.')
  if (keep && tokens.signer) await keepSigner(tokens.signer)
  setSession({ status: 'signed-in', client, viewer: data.viewer, token: tokens.token })
}

/** Restores the session that the browser kept; signed out without one. */
export async function restoreSession(): Promise<void> {
  try {
    const signer = await keptSigner()
    if (signer) {
      setSession({ status: 'restoring', isKept: true })
      await signIn(signedTokens(await keptFor(signer), seconds), false)
    } else {
      setSession({ status: 'signed-out', problem: undefined })
    }
  } catch (error) {
    setSession({ status: 'signed-out', problem: error instanceof Problem ? error : undefined })
  }
}

/** The kept key as a signer for this server. One that cannot sign here is forgotten. */
async function keptFor(kept: Signer): Promise<Signer> {
  const server = await askServer()
  try {
    return signerHere(server, kept)
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

/** The guard refuses the key: back to the sign-in screen, with the reason. */
function endSession(problem: Problem): void {
  if (currentSession().status !== 'signed-in') return
  setSession({ status: 'signed-out', problem })
  // A key that is revoked or expired is never accepted again.
  if (problem.reason === 'KEY_REVOKED' || problem.reason === 'KEY_EXPIRED') void forgetSigner()
}
