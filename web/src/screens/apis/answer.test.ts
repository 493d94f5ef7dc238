import { expect, test } from 'vitest'

import type { TokenKind } from '../../graphql/generated/graphql'
import { answerOf, curlOf, verifyUrl } from './answer'

const ENDPOINT = 'https://keys.example.com/p/acme/apis/orders/verify'

const inspection = (kind: TokenKind, reason: string | null, claims: object | null = null, scopes = '') => ({
  kind,
  reason,
  claims,
  application: claims ? { id: 'app_1' } : null,
  checks: [{ name: 'scopes', status: 'PASSED' as const, expected: null, found: scopes, detail: '' }],
})

const statusOf = (reason: string) => answerOf(inspection('ACCESS_TOKEN', reason)).status

test('a token that does not count is 401', () => {
  expect(statusOf('EXPIRED')).toBe(401)
  expect(statusOf('UNKNOWN_TOKEN')).toBe(401)
  expect(statusOf('APPLICATION_DISABLED')).toBe(401)
})

test('a token that is not for the API, or of a kind that it does not accept, is 401', () => {
  expect(statusOf('WRONG_AUDIENCE')).toBe(401)
  expect(statusOf('KIND_NOT_ACCEPTED')).toBe(401)
  expect(answerOf(inspection('FEDERATED_JWT', 'KIND_NOT_ACCEPTED')).meaning).toContain('of this kind')
})

test('a disabled API, and a grant or a scope that is missing, is 403', () => {
  expect(statusOf('API_DISABLED')).toBe(403)
  expect(statusOf('NO_GRANT')).toBe(403)
  expect(statusOf('INSUFFICIENT_SCOPE')).toBe(403)
})

const valid = (kind: TokenKind, claims: object, scopes: string) =>
  answerOf(inspection(kind, null, claims, scopes)).headers.map(({ value }) => value)

test('what passes comes with who calls, how far, and with which token', () => {
  const claims = { sub: 'user-1', client_id: 'app_1', iss: 'https://keys', jti: '0.a' }
  expect(valid('ACCESS_TOKEN', claims, 'read write')).toEqual(['user-1', 'app_1', 'read write', '0.a'])
})

test('an application’s own JWT may have no ID', () => {
  const claims = { sub: 'app_1', iss: 'app_1', aud: 'app_1' }
  expect(valid('APPLICATION_JWT', claims, 'none')).toEqual(['app_1', 'app_1', '', ''])
})

test('a token of a trusted issuer stands for its application, and its own claims are not passed on', () => {
  const claims = { sub: 'repo:acme/app', iss: 'https://ci.example', jti: 'one' }
  expect(valid('FEDERATED_JWT', claims, 'read')).toEqual(['app_1', 'app_1', 'read', ''])
})

test('scopes stand in the path, escaped so that the gateway check reads them back', () => {
  expect(verifyUrl(ENDPOINT, [])).toBe(ENDPOINT)
  expect(verifyUrl(ENDPOINT, ['read', 'write'])).toBe(
    'https://keys.example.com/p/acme/apis/orders/scopes/read+write/verify',
  )
  expect(verifyUrl(ENDPOINT, ["it's/a+b"])).toBe(
    'https://keys.example.com/p/acme/apis/orders/scopes/it%27s%2Fa%2Bb/verify',
  )
})

test('the command has the token in a variable', () => {
  expect(curlOf(ENDPOINT)).toContain(
    `curl -sS -i '${ENDPOINT}' \\\n  -H @<(printf 'Authorization: Bearer %s' "$TOKEN")`,
  )
})
