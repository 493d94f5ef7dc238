// jwks-rsa with express-jwt in an Express app that listens, and requests over HTTP.

import assert from 'node:assert/strict'
import { after, test } from 'node:test'

import express from 'express'
import { expressjwt } from 'express-jwt'
import jwksRsa from 'jwks-rsa'

import { algorithms, fixtures } from './fixtures.js'

function appOf(issuer, algorithm) {
  const app = express()
  app.use(
    expressjwt({
      secret: jwksRsa.expressJwtSecret({
        jwksUri: `${issuer}/.well-known/jwks.json`,
        cache: true,
        rateLimit: true,
      }),
      issuer,
      audience: issuer,
      algorithms: [algorithm],
    }),
    // express-jwt leaves the type of a token to its user.
    (request, response, next) => {
      const header = request.headers.authorization.split(/[ .]/)[1]
      const { typ } = JSON.parse(Buffer.from(header, 'base64url'))
      next(typ === 'at+jwt' ? undefined : Object.assign(new Error('typ'), { status: 401 }))
    },
  )
  app.get('/', (request, response) => response.json({ client: request.auth.client_id }))
  app.use((error, request, response, next) => {
    response.status(error.status ?? 500).json({ reason: error.message })
  })
  return app
}

/** The status and the body of a request with a token to an app that trusts the issuer. */
async function call(issuer, algorithm, token) {
  const server = appOf(issuer, algorithm).listen(0, '127.0.0.1')
  after(() => server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/`, { headers })
  return { status: answer.status, ...(await answer.json()) }
}

// jsonwebtoken, on which express-jwt stands, has no EdDSA.
for (const algorithm of algorithms.filter((name) => name !== 'EdDSA')) {
  test(`an access token of ${algorithm} gets 200`, async () => {
    const { issuer, token, clientId } = fixtures.tokens[algorithm]
    assert.deepEqual(await call(issuer, algorithm, token), { status: 200, client: clientId })
  })
}

const reasons = {
  changed: 'invalid signature',
  expired: 'jwt expired',
  forAnother: `jwt audience invalid. expected: ${fixtures.issuer}`,
  notAnAccessToken: 'typ',
  // No key of the set has its kid.
  ofAnotherProject: 'secret or public key must be provided',
}

for (const [name, token] of Object.entries(fixtures.refused)) {
  test(`a token that is ${name} gets 401`, async () => {
    const answer = await call(fixtures.issuer, 'RS256', token)
    assert.deepEqual(answer, { status: 401, reason: reasons[name] })
  })
}

test('no token gets 401', async () => {
  const answer = await call(fixtures.issuer, 'RS256', undefined)
  assert.deepEqual(answer, { status: 401, reason: 'No authorization token was found' })
})
