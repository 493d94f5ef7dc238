import { clockError } from './clock'
import { Problem } from './problem'

/** What to do about each reason of the guard. */
const REMEDIES: Record<string, string> = {
  MISSING_TOKEN: 'Sign in again.',
  MALFORMED: 'The pasted text is not a complete admin token. Copy the whole token again.',
  ALGORITHM_NOT_ALLOWED: 'Admin tokens are signed with RS256. Sign one with the key file of an admin key.',
  MISSING_KID: "Put the key ID into the token's header as kid.",
  UNKNOWN_KID:
    'The server has no admin key with this ID for this audience. Check the key ID, the audience, and that the key file belongs to this server.',
  WRONG_AUDIENCE:
    'The audience must be the issuer or slug of the key’s project; for an instance key, the URL of the server or keyplane.',
  BAD_SIGNATURE: 'The private key does not match the key ID. Check that both belong to the same key.',
  EXPIRED: 'Sign a new token, or sign in with the key file.',
  NOT_YET_VALID: 'The token is not valid yet. Check the clock of the machine that signed it.',
  LIFETIME_TOO_LONG: 'Sign a token with a shorter lifetime; the message above names the maximum.',
  KEY_REVOKED: 'The key is revoked. Ask for another, or create one on the server: keyplane admin-key create.',
  KEY_EXPIRED: 'The key is expired. Ask for another, or create one on the server: keyplane admin-key create.',
  SESSION_ENDED: 'Sign in again.',
  STEP_UP: 'Confirm that it is you: sign in at the provider again.',
  KEY_PENDING: 'The key is not active yet. Sign in once it is.',
}

/** The guard's refusal as a problem: its message, its reason, and what to do. */
export function refusalProblem(reason: string, message: string): Problem {
  const clock = reason === 'EXPIRED' || reason === 'NOT_YET_VALID' ? clockError() : null
  const remedy = clock ? `${clock} Correct it, then sign in again.` : (REMEDIES[reason] ?? 'Sign in again.')
  return new Problem(sentence(message), remedy, reason)
}

function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(start) ? start : `${start}.`
}
