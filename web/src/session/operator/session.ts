import { announce } from '../channel'
import { serverNow } from '../clock'
import type { Problem } from '../problem'
import { askStart, askToken } from './api'
import type { Answer, Start } from './api'
import { OperatorTokens } from './tokens'
import { signInProblem } from './words'

/** The parameter of the address that the server puts the problem of a sign-in into. */
const PARAMETER = 'signIn'

/** Takes the problem of a sign-in out of the address; undefined where there is none. */
export function takeSignInProblem(): Problem | undefined {
  const address = new URL(location.href)
  const word = address.searchParams.get(PARAMETER)
  if (word === null) return undefined
  address.searchParams.delete(PARAMETER)
  history.replaceState(history.state, '', address)
  return signInProblem(word)
}

/** The tokens of the session that the server described. */
export function operatorTokens(answer: Extract<Answer, { state: 'SIGNED_IN' }>, onOther: () => void): OperatorTokens {
  const { id: sessionId, ruleId } = answer.session
  announce({ kind: 'signed-in', sessionId, ruleId })
  return new OperatorTokens(answer, {
    ask: askToken,
    now: serverNow,
    onUse: () => announce({ kind: 'used', sessionId }),
    onOther,
  })
}

/** Leaves the page for the provider, and comes back to the address that is open. */
export async function goToProvider(start: Omit<Start, 'returnTo'>): Promise<void> {
  location.assign(await askStart({ ...start, returnTo: location.pathname + location.search }))
}
