// oauth4webapi, which checks each answer against the RFCs: discovery in both forms, client
// credentials with a private key and by the JWT bearer grant, validation of an access token,
// introspection, revocation.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { importJWK } from 'jose'
import * as oauth from 'oauth4webapi'

import { algorithms, fixtures } from './fixtures.js'

// Plain HTTP is for tests on this machine.
const insecure = { [oauth.allowInsecureRequests]: true }

async function discover(algorithm = 'oidc', issuer = new URL(fixtures.issuer)) {
  const answer = await oauth.discoveryRequest(issuer, { algorithm, ...insecure })
  return oauth.processDiscoveryResponse(issuer, answer)
}

/** An application that proves itself with its key. */
async function party({ clientId, kid, jwk }, algorithm = 'RS256') {
  const key = await importJWK(jwk, algorithm)
  return { client: { client_id: clientId }, proof: oauth.PrivateKeyJwt({ key, kid }) }
}

async function tokenOf(server, { client, proof }, parameters = {}) {
  const answer = await oauth.clientCredentialsGrantRequest(
    server, client, proof, new URLSearchParams(parameters), insecure,
  )
  return oauth.processClientCredentialsResponse(server, client, answer)
}

async function introspect(server, { client, proof }, token) {
  const answer = await oauth.introspectionRequest(server, client, proof, token, insecure)
  return oauth.processIntrospectionResponse(server, client, answer)
}

async function revoke(server, { client, proof }, token) {
  const answer = await oauth.revocationRequest(server, client, proof, token, insecure)
  return oauth.processRevocationResponse(answer)
}

test('discovery of OpenID Connect and of RFC 8414 find the same', async () => {
  const found = await discover('oidc')
  assert.deepEqual(await discover('oauth2'), found)
  assert.equal(found.introspection_endpoint, `${fixtures.issuer}/oauth/introspect`)
})

for (const algorithm of algorithms) {
  test(`a key of ${algorithm} gets, asks about and revokes a token`, async () => {
    const server = await discover()
    const holder = await party(fixtures.clients[algorithm], algorithm)
    const { access_token: token, expires_in: lifetime } = await tokenOf(server, holder)
    assert.equal(lifetime, 1800)

    const asker = await party(fixtures.resourceServer)
    const told = await introspect(server, asker, token)
    assert.equal(told.active, true)
    assert.equal(told.client_id, holder.client.client_id)

    assert.equal(await revoke(server, holder, token), undefined)
    assert.deepEqual(await introspect(server, asker, token), { active: false })
  })

  test(`validateJwtAccessToken takes an access token of ${algorithm}`, async () => {
    const { issuer, token, clientId } = fixtures.tokens[algorithm]
    const server = await discover('oidc', new URL(issuer))
    const claims = await validate(server, token)
    assert.equal(claims.client_id, clientId)
  })
}

const reasons = {
  changed: 'JWT signature verification failed',
  expired: 'unexpected JWT "exp" (expiration time) claim value, expiration is past current timestamp',
  forAnother: 'unexpected JWT "aud" (audience) claim value',
  notAnAccessToken: 'unexpected JWT "typ" header parameter value',
  ofAnotherProject: 'unexpected JWT "iss" (issuer) claim value',
}

for (const [name, token] of Object.entries(fixtures.refused)) {
  test(`validateJwtAccessToken refuses a token that is ${name}`, async () => {
    await assert.rejects(validate(await discover(), token), { message: reasons[name] })
  })
}

function validate(server, token) {
  const headers = { authorization: `Bearer ${token}` }
  const request = new Request('https://orders.example.com/', { headers })
  return oauth.validateJwtAccessToken(server, request, server.issuer, insecure)
}

test('a token of the issuer alone names the issuer as its resource', async () => {
  const server = await discover()
  const holder = await party(fixtures.clients.RS256)
  const { access_token: token } = await tokenOf(server, holder, { resource: fixtures.issuer })
  assert.equal((await validate(server, token)).aud, fixtures.issuer)
})

test('a resource that was not granted is invalid_target', async () => {
  const server = await discover()
  const holder = await party(fixtures.clients.RS256)
  const grant = tokenOf(server, holder, { resource: 'https://orders.example.com' })
  await assert.rejects(grant, { error: 'invalid_target', status: 400 })
})

test('the JWT bearer grant takes an assertion that says for whom it is', async () => {
  const server = await discover()
  const { client } = await party(fixtures.clients.RS256)
  const parameters = new URLSearchParams({ assertion: fixtures.grantAssertion })
  const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
  const answer = await oauth.genericTokenEndpointRequest(
    server, client, oauth.None(), grant, parameters, insecure,
  )
  const issued = await oauth.processGenericTokenEndpointResponse(server, client, answer)
  assert.equal((await validate(server, issued.access_token)).client_id, client.client_id)
})
