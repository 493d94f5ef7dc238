import { clockError } from './clock'
import { Problem } from './problem'

/** What to do about each reason of the guard. */
const REMEDIES: Record<string, string> = {
  MISSING_TOKEN: 'Sign in again.',
  MALFORMED: 'What was pasted is not a complete admin token. Copy it again as a whole.',
  ALGORITHM_NOT_ALLOWED: 'Admin tokens are signed with RS256. Sign one with the key file of an admin key.',
  MISSING_KID: "Put the key's ID into the token's header as kid.",
  UNKNOWN_KID:
    'The server knows no admin key with this ID in this scope. Check the key ID and the audience, and that the key file is of this server.',
  WRONG_AUDIENCE:
    'The audience must name the project that the key belongs to, by its issuer or slug; for a key of the instance it is the URL of the server, or keyplane.',
  BAD_SIGNATURE: 'The private key does not belong to this key ID. Check that both are of the same key.',
  EXPIRED: 'Sign a fresh token, or sign in with the key file.',
  NOT_YET_VALID: 'The token begins later than now. Check the clock of the machine that signed it.',
  LIFETIME_TOO_LONG: 'Sign a token with a shorter life; the server says above how long it may be.',
  KEY_REVOKED: 'The key was taken away. Ask for another, or make one at the server: keyplane admin-key create.',
  KEY_EXPIRED: 'The key reached its end. Ask for another, or make one at the server: keyplane admin-key create.',
  KEY_PENDING: 'The key is not in use yet. Sign in when it is active.',
}

/** The guard's refusal as a problem: its message, its reason, and what to do. */
export function refusalProblem(reason: string, message: string): Problem {
  const clock = reason === 'EXPIRED' || reason === 'NOT_YET_VALID' ? clockError() : null
  const remedy = clock ? `${clock} Set it right, then sign in again.` : (REMEDIES[reason] ?? 'Sign in again.')
  return new Problem(sentence(message), remedy, reason)
}

function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(start) ? start : `${start}.`
}
