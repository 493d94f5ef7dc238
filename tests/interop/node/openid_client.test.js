// openid-client: discovery, client credentials with a private key, introspection, revocation.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { importPKCS8 } from 'jose'
import * as client from 'openid-client'

import { algorithms, fixtures } from './fixtures.js'

/** Finds the issuer's endpoints, as the application that holds the key. */
async function discover({ clientId, kid, pem }, algorithm = 'RS256') {
  const key = await importPKCS8(pem, algorithm)
  const proof = client.PrivateKeyJwt({ key, kid })
  // Plain HTTP is for tests on this machine.
  const options = { execute: [client.allowInsecureRequests] }
  return client.discovery(new URL(fixtures.issuer), clientId, undefined, proof, options)
}

for (const algorithm of algorithms) {
  test(`a key of ${algorithm} gets, asks about and revokes a token`, async () => {
    const holder = fixtures.clients[algorithm]
    const config = await discover(holder, algorithm)
    const answer = await client.clientCredentialsGrant(config)
    assert.equal(answer.token_type, 'bearer')
    assert.equal(answer.expires_in, 1800)

    const asker = await discover(fixtures.resourceServer)
    const told = await client.tokenIntrospection(asker, answer.access_token)
    assert.equal(told.active, true)
    assert.equal(told.client_id, holder.clientId)
    assert.equal(told.aud, fixtures.issuer)

    await client.tokenRevocation(config, answer.access_token)
    const after = await client.tokenIntrospection(asker, answer.access_token)
    assert.deepEqual(after, { active: false })
  })
}

test('the key of another application is invalid_client', async () => {
  const mixed = { ...fixtures.clients.RS256, clientId: fixtures.clients.PS256.clientId }
  const config = await discover(mixed)
  const refused = { error: 'invalid_client', status: 401 }
  await assert.rejects(client.clientCredentialsGrant(config), refused)
})

test('a scope that was not granted is invalid_scope', async () => {
  const config = await discover(fixtures.clients.RS256)
  const grant = client.clientCredentialsGrant(config, { scope: 'orders:read' })
  await assert.rejects(grant, { error: 'invalid_scope', status: 400 })
})

test("another client's token is not revoked", async () => {
  const config = await discover(fixtures.clients.RS256)
  const revocation = client.tokenRevocation(config, fixtures.tokens.RS256.token)
  await assert.rejects(revocation, { error: 'unauthorized_client', status: 400 })
})
