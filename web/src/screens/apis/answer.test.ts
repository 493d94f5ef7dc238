import { expect, test } from 'vitest'

import type { CheckStatus, Verdict } from '../../graphql/generated/graphql'
import { answerOf, curlOf, verifyUrl } from './answer'

const ENDPOINT = 'https://keys.example.com/p/acme/apis/orders/verify'

const check = (name: string, status: CheckStatus, found: string | null = null) => ({
  name,
  status,
  expected: null,
  found,
  detail: '',
})

function statusOf(...failed: string[]): number {
  const names = ['signature', 'exp', 'application', 'aud', 'api', 'accepts', 'grant', 'scopes']
  const checks = names.map((name) => check(name, failed.includes(name) ? 'FAILED' : 'PASSED'))
  return answerOf({ verdict: 'INVALID', claims: null, checks }).status
}

test('a token that does not count is 401, whatever the API says', () => {
  expect(statusOf('exp')).toBe(401)
  expect(statusOf('application', 'api', 'grant')).toBe(401)
  expect(answerOf({ verdict: 'INVALID', claims: null, checks: [check('token', 'FAILED')] }).status).toBe(401)
})

test('a disabled API is 403 before it looks whether the token is for it', () => {
  expect(statusOf('api')).toBe(403)
  expect(statusOf('api', 'aud', 'accepts')).toBe(403)
})

test('a token that is not for the API is 401, also without a grant', () => {
  expect(statusOf('aud')).toBe(401)
  expect(statusOf('accepts', 'grant')).toBe(401)
})

test('a grant or a scope that is missing is 403', () => {
  expect(statusOf('grant')).toBe(403)
  expect(statusOf('scopes')).toBe(403)
})

const valid = (claims: object, scopes: string) =>
  answerOf({ verdict: 'VALID' satisfies Verdict, claims, checks: [check('scopes', 'PASSED', scopes)] }).headers.map(
    ({ value }) => value,
  )

test('what passes comes with who calls, how far, and with which token', () => {
  expect(valid({ sub: 'user-1', client_id: 'app_1', iss: 'https://keys', jti: '0.a' }, 'read write')).toEqual([
    'user-1',
    'app_1',
    'read write',
    '0.a',
  ])
})

test('an application’s own JWT names it as issuer, and may have no ID', () => {
  expect(valid({ sub: 'app_1', iss: 'app_1', aud: 'app_1' }, 'none')).toEqual(['app_1', 'app_1', '', ''])
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
