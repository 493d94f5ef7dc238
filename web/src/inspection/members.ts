/** A member of a token's header or claims, as it is shown. */
export interface Member {
  /** Its name in the token. */
  name: string
  /** What it says, where that is known. */
  meaning: string | undefined
  /** A text as it is, everything else as JSON. */
  value: string
  /** The point in time that it names, RFC 3339. */
  time: string | undefined
}

/** The registered names that tokens of this server carry (RFC 7515, 7519 and 9068). */
const MEANINGS: Record<string, string> = {
  alg: 'signed with',
  kid: 'key',
  typ: 'type',
  iss: 'issuer',
  sub: 'subject',
  aud: 'audience',
  client_id: 'application',
  scope: 'scopes',
  jti: 'token ID',
  iat: 'issued',
  nbf: 'not before',
  exp: 'ends',
  auth_time: 'signed in',
}

/** Claims whose value is a NumericDate (RFC 7519 section 2). */
const TIMES = new Set(['iat', 'nbf', 'exp', 'auth_time'])

/** The last millisecond that a Date can name. */
const LAST = 8.64e15

/** The members of a header or of claims in the order in which they came; null where there are none. */
export function membersOf(json: unknown): Member[] | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
  return Object.entries(json).map(([name, value]: [string, unknown]) => ({
    name,
    meaning: Object.hasOwn(MEANINGS, name) ? MEANINGS[name] : undefined,
    value: typeof value === 'string' ? value : JSON.stringify(value),
    time: TIMES.has(name) ? timeOf(value) : undefined,
  }))
}

function timeOf(value: unknown): string | undefined {
  if (typeof value !== 'number' || Math.abs(value * 1000) > LAST) return undefined
  return new Date(value * 1000).toISOString()
}
