import { Problem, SessionOver } from '../problem'

/** Why a sign-in by a provider failed, by the word in the address, and what to do. */
const SIGN_IN: Record<string, [message: string, remedy: string]> = {
  LOGIN_REQUIRED: ['Your session has ended.', 'Sign in again.'],
  DENIED: ['The sign-in was cancelled or refused at the provider.', 'Sign in again, or use another account.'],
  PROVIDER_ERROR: [
    'The provider answered with an error.',
    'Try again. If it happens again, ask the administrator of the provider; the server’s log has the error.',
  ],
  PROVIDER_UNREACHABLE: [
    'The server cannot reach the provider.',
    'Try again in a moment. If it happens again, check the provider, its address and its certificate.',
  ],
  PROVIDER_SLOW: ['The provider did not answer in time.', 'Try again in a moment.'],
  PROVIDER_INVALID: [
    'The provider sent an answer that breaks the protocol.',
    'Ask an operator to compare the issuer URL and the client’s settings with those of the provider.',
  ],
  CLIENT_REFUSED: [
    'The provider refuses the client ID or secret of this server.',
    'Ask an operator to set the client secret again.',
  ],
  CLOCK_DIFFERS: [
    'The clocks of the provider and of this server differ.',
    'Ask an operator to compare both clocks, then sign in again.',
  ],
  TOKEN_INVALID: [
    'The ID token of the provider is not valid for this sign-in.',
    'Try again. If it happens again, ask an operator: the server’s log names the check.',
  ],
  NOT_RECENT: [
    'The provider did not ask for your credentials.',
    'Sign out at the provider, then confirm again that it is you.',
  ],
  STATE: ['This sign-in belongs to another tab or browser, took too long, or was used before.', 'Sign in again.'],
  NO_RULE: [
    'Your account is known to the provider, but no rule lets you in.',
    'Ask an operator to add a rule for you or for one of your groups.',
  ],
  BLOCKED: ['Your account is blocked.', 'Ask an operator.'],
  ISSUER_DISABLED: ['This way to sign in is switched off.', 'Choose another way, or ask an operator.'],
  TOO_MANY: ['There were too many sign-ins.', 'Try again in a minute.'],
  UNAVAILABLE: ['The server cannot sign anybody in at the moment.', 'Try again in a moment.'],
}

/** Why a session is over, by the server's reason; none for a browser that had no session. */
const OVER: Record<string, [message: string, remedy: string]> = {
  REVOKED: ['An operator ended your session.', 'Sign in again.'],
  EXPIRED: ['Your session reached its longest time.', 'Sign in again.'],
  INACTIVE: ['Your session ended because you did not use it.', 'Sign in again.'],
  RULE_ENDED: ['The rule that let you in has changed or ended.', 'Sign in again, or ask an operator.'],
  ISSUER_DISABLED: ['This way to sign in is switched off.', 'Choose another way, or ask an operator.'],
  BLOCKED: ['Your account is blocked.', 'Ask an operator.'],
}

/** Whether a sign-in fails with this word. */
export function isSignInProblem(word: string): boolean {
  return known(SIGN_IN, word) !== undefined
}

/** The problem behind a word of the callback. */
export function signInProblem(word: string): Problem {
  const [message, remedy] = known(SIGN_IN, word) ?? ['The sign-in failed.', 'Try again.']
  return new Problem(message, remedy, word)
}

/** Why the session is over; undefined where the browser had none, or the person signed out. */
export function sessionOver(reason: string): SessionOver | undefined {
  const words = known(OVER, reason)
  return words && new SessionOver(words[0], words[1], reason)
}

function known(table: Record<string, [string, string]>, word: string) {
  return Object.hasOwn(table, word) ? table[word] : undefined
}
