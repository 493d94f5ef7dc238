// npm jose: createRemoteJWKSet and jwtVerify, as a resource server uses them.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { createRemoteJWKSet, errors, jwtVerify } from 'jose'

import { algorithms, fixtures } from './fixtures.js'

/** The key set of an issuer, found through discovery. */
async function keysOf(issuer) {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`)
  const document = await answer.json()
  assert.equal(document.issuer, issuer)
  return createRemoteJWKSet(new URL(document.jwks_uri))
}

function verify(token, keys, issuer, algorithm = 'RS256') {
  const rules = { issuer, audience: issuer, typ: 'at+jwt', algorithms: [algorithm] }
  return jwtVerify(token, keys, rules)
}

for (const algorithm of algorithms) {
  test(`jwtVerify verifies an access token of ${algorithm} by the remote key set`, async () => {
    const { issuer, token } = fixtures.tokens[algorithm]
    const keys = await keysOf(issuer)
    const { payload, protectedHeader } = await verify(token, keys, issuer, algorithm)
    assert.equal(protectedHeader.alg, algorithm)
    assert.equal(payload.iss, issuer)
    assert.equal(payload.sub, payload.client_id)
  })
}

const reasons = {
  changed: errors.JWSSignatureVerificationFailed,
  expired: errors.JWTExpired,
  forAnother: { name: 'JWTClaimValidationFailed', claim: 'aud' },
  notAnAccessToken: { name: 'JWTClaimValidationFailed', claim: 'typ' },
  ofAnotherProject: errors.JWKSNoMatchingKey,
}

for (const [name, token] of Object.entries(fixtures.refused)) {
  test(`jwtVerify refuses a token that is ${name}`, async () => {
    const keys = await keysOf(fixtures.issuer)
    await assert.rejects(verify(token, keys, fixtures.issuer), reasons[name])
  })
}
