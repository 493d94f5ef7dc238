import { askBeginning } from './begin'
import { announce } from './channel'
import { askSignOut, askToken, chooseRule } from './operator/api'
import type { Answer } from './operator/api'
import { goToProvider, operatorTokens, takeSignInProblem } from './operator/session'
import { OperatorTokens } from './operator/tokens'
import { sessionOver } from './operator/words'
import { Problem, SessionOver } from './problem'
import { askServer, signerHere } from './server'
import { currentSession, setSession } from './session'
import type { Session } from './session'
import { forgetSigner, keepSigner, keptSigner } from './store'
import { keptKeyOver, signedTokens } from './tokens'
import type { TokenSource } from './tokens'

const seconds = () => Math.floor(Date.now() / 1000)

/**
 * Asks the server who this is, and begins the session. With `keep`, the browser keeps the key until
 * the session ends by itself. Throws the guard's {@link Problem}.
 */
export async function signIn(tokens: TokenSource, keep: boolean, notice?: Problem): Promise<void> {
  const beginning = await askBeginning(tokens.token)
  const keptUntil = tokens.end?.()?.at
  if (keep && tokens.signer && keptUntil !== undefined) await keepSigner({ ...tokens.signer, keptUntil })
  setSession({ status: 'signed-in', ...beginning, tokens, notice })
}

/** Restores the session: of a key that the browser kept, or of a person whom the server knows. Else signed out. */
export async function restoreSession(): Promise<void> {
  const problem = takeSignInProblem()
  try {
    const signer = await keptSigner()
    if (signer) {
      setSession({ status: 'restoring', isKept: true })
      await signIn(await keptTokens(signer), false)
    } else {
      await enter(await askToken(), problem)
    }
  } catch (error) {
    setSession({ status: 'signed-out', problem: problem ?? (error instanceof Problem ? error : undefined) })
  }
}

/** Takes one of the rules that let the person in. Throws a {@link Problem}. */
export async function signInByRule(ruleId: string): Promise<void> {
  await enter(await chooseRule(ruleId), undefined)
}

/** Begins the session that the server describes; `problem`: what failed beside it. */
async function enter(answer: Answer, problem: Problem | undefined): Promise<void> {
  switch (answer.state) {
    case 'SIGNED_IN':
      if (currentSession().status === 'restoring') setSession({ status: 'restoring', isKept: true })
      return signIn(
        operatorTokens(answer, () => void restoreSession()),
        false,
        problem,
      )
    case 'CHOOSE': {
      setSession({ status: 'choosing', session: answer.session, rules: answer.rules })
      return
    }
    case 'SIGNED_OUT': {
      setSession({ status: 'signed-out', problem: problem ?? sessionOver(answer.reason) })
      return
    }
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

/**
 * Forgets the key, and all else that the portal kept, here and in every other tab of this browser; a
 * person's session ends at the server, and at the provider if it has a page for that. Throws a
 * {@link Problem}, and stays signed in, where the server does not end the session.
 */
export async function signOut(): Promise<void> {
  const isPerson = hasServerSession(currentSession())
  const farewell = isPerson ? await askSignOut() : null
  setSession({ status: 'signed-out', problem: undefined })
  announce({ kind: 'signed-out' })
  // Only the chosen colours are stored. They go too, so that nothing of the session stays.
  localStorage.clear()
  await forgetSigner()
  if (farewell !== null) location.assign(farewell)
}

function hasServerSession(session: Session): boolean {
  return session.status === 'choosing' || (session.status === 'signed-in' && session.tokens instanceof OperatorTokens)
}

/** The guard refuses the key, or the session is over: back to the sign-in screen, with the reason. */
export function endSession(problem: Problem): void {
  const session = currentSession()
  if (session.status !== 'signed-in') return
  if (session.tokens instanceof OperatorTokens) {
    endOperatorSession(session.tokens, problem)
    return
  }
  setSession({ status: 'signed-out', problem })
  // A key that is revoked or expired is never accepted again.
  const isOver = problem instanceof SessionOver
  if (isOver || problem.reason === 'KEY_REVOKED' || problem.reason === 'KEY_EXPIRED') void forgetSigner()
}

function endOperatorSession({ session }: OperatorTokens, problem: Problem): void {
  // The token endpoint knows why the guard refuses, and whether there is a session still.
  if (!(problem instanceof SessionOver)) {
    setSession({ status: 'restoring', isKept: false })
    return void restoreSession()
  }
  // At the longest time of a session that is in use, the provider is asked for another without a page.
  const isRenewable = problem.reason === 'EXPIRED' && document.visibilityState === 'visible'
  if (!isRenewable) {
    setSession({ status: 'signed-out', problem })
    return
  }
  setSession({ status: 'restoring', isKept: false })
  goToProvider({ issuerId: session.issuerId, ruleId: session.ruleId ?? undefined, prompt: 'none' }).catch(() =>
    setSession({ status: 'signed-out', problem }),
  )
}
