import type { InspectionFieldsFragment } from '../../graphql/generated/graphql'

type Inspection = Pick<InspectionFieldsFragment, 'verdict' | 'checks' | 'claims'>

/** What the verify endpoint answers to a token. */
export interface Answer {
  status: 200 | 401 | 403
  /** What follows for the sender of the request. */
  meaning: string
  /** What the API gets with the request; empty where it does not pass. */
  headers: { name: string; value: string }[]
}

/** The checks of the API and of its grant; all others are of the token itself. */
const OF_THE_API = new Set(['api', 'aud', 'accepts', 'grant', 'scopes'])

/**
 * The answer of the gateway check, from the checks of an inspection at an API's door. The gateway
 * looks at the token first (401), then whether the API is enabled (403), whether it takes such
 * tokens (401), and last at the grant and the scopes (403).
 */
export function answerOf({ verdict, checks, claims }: Inspection): Answer {
  if (verdict === 'VALID') {
    return {
      status: 200,
      meaning: 'The gateway lets the request through.',
      headers: headersOf(claims, foundBy(checks, 'scopes')),
    }
  }
  const failed = checks.filter(({ status }) => status === 'FAILED').map(({ name }) => name)
  const refused = (status: 401 | 403, meaning: string) => ({ status, meaning, headers: [] })
  if (failed.some((name) => !OF_THE_API.has(name))) return refused(401, 'The token is invalid.')
  if (failed.includes('api')) return refused(403, 'The API is disabled: every request is refused.')
  if (failed.includes('aud') || failed.includes('accepts')) return refused(401, 'The token is not for this API.')
  if (failed.includes('grant')) return refused(403, 'The token is valid, but its application has no grant for the API.')
  return refused(403, 'The token is valid, but it lacks a required scope.')
}

function foundBy(checks: Inspection['checks'], name: string): string {
  const found = checks.find((check) => check.name === name)?.found ?? ''
  return found === 'none' ? '' : found
}

function headersOf(claims: unknown, scope: string): Answer['headers'] {
  const { sub, client_id: clientId, iss, jti } = (claims ?? {}) as Record<string, unknown>
  return [
    { name: 'X-Keyplane-Subject', value: textOf(sub) },
    // An application that signs its own token is its issuer.
    { name: 'X-Keyplane-Client-Id', value: textOf(clientId ?? iss) },
    { name: 'X-Keyplane-Scope', value: scope },
    { name: 'X-Keyplane-Token-Id', value: textOf(jti) },
  ]
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Where a gateway asks for a route that demands these scopes. */
export function verifyUrl(verifyEndpoint: string, scopes: readonly string[]): string {
  if (scopes.length === 0) return verifyEndpoint
  const demand = scopes.map(encodedScope).join('+')
  return verifyEndpoint.replace(/\/verify$/, `/scopes/${demand}/verify`)
}

/** A scope as a part of a path that may stand between single quotes in a shell. */
function encodedScope(name: string): string {
  return encodeURIComponent(name).replaceAll("'", '%27')
}

/** The question of a gateway as one command. The token is in a variable, and in no process list. */
export function curlOf(url: string): string {
  return `read -rs TOKEN   # paste the token, then press Enter: the shell's history does not record it

curl -sS -i '${url}' \\
  -H @<(printf 'Authorization: Bearer %s' "$TOKEN")
`
}
