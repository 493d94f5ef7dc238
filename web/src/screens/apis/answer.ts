import type { InspectionFieldsFragment } from '../../graphql/generated/graphql'

type Inspection = Pick<InspectionFieldsFragment, 'kind' | 'reason' | 'claims' | 'application' | 'checks'>

/** What the verify endpoint answers to a token. */
export interface Answer {
  status: 200 | 401 | 403
  /** What follows for the sender of the request. */
  meaning: string
  /** What the API gets with the request; empty where it does not pass. */
  headers: { name: string; value: string }[]
}

/** The refusals of the API, as the server names them; every other one is of the token itself. */
const OF_THE_API: Record<string, { status: 401 | 403; meaning: string }> = {
  API_DISABLED: { status: 403, meaning: 'The API is disabled: every request is refused.' },
  KIND_NOT_ACCEPTED: { status: 401, meaning: 'The API does not accept tokens of this kind.' },
  WRONG_AUDIENCE: { status: 401, meaning: 'The token is not for this API.' },
  NO_GRANT: { status: 403, meaning: 'The token is valid, but its application has no grant for the API.' },
  INSUFFICIENT_SCOPE: { status: 403, meaning: 'The token is valid, but it lacks a required scope.' },
}

/**
 * The answer of the gateway check, from an inspection at an API's door. The server says which of its
 * refusals comes first.
 */
export function answerOf(inspection: Inspection): Answer {
  const { reason } = inspection
  if (reason === null) {
    return { status: 200, meaning: 'The gateway lets the request through.', headers: headersOf(inspection) }
  }
  return { ...(OF_THE_API[reason] ?? { status: 401, meaning: 'The token is invalid.' }), headers: [] }
}

/** The scopes that the token has at the API. */
function scopesOf(checks: Inspection['checks']): string {
  const found = checks.find(({ name }) => name === 'scopes')?.found ?? ''
  return found === 'none' ? '' : found
}

function headersOf({ kind, claims, application, checks }: Inspection): Answer['headers'] {
  const client = application?.id ?? ''
  const { sub, jti } = (claims ?? {}) as Record<string, unknown>
  // The claims of a trusted issuer's token name nothing of this server.
  const own = kind === 'FEDERATED_JWT' ? { subject: client, token: '' } : { subject: textOf(sub), token: textOf(jti) }
  return [
    { name: 'X-Keyplane-Subject', value: own.subject },
    { name: 'X-Keyplane-Client-Id', value: client },
    { name: 'X-Keyplane-Scope', value: scopesOf(checks) },
    { name: 'X-Keyplane-Token-Id', value: own.token },
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
