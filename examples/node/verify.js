// A web service that takes requests with an access token of one project only.
//
//     ISSUER=https://keys.example/p/acme node verify.js

import express from 'express'
import { createRemoteJWKSet, errors, jwtVerify } from 'jose'
import { discover } from './keyplane.js'

const issuer = process.env.ISSUER
// Who this service is. The issuer is the audience of tokens that were asked for no resource.
const audience = process.env.AUDIENCE ?? issuer

// Keeps the keys for five minutes. For a kid that it does not know it asks again, but only once
// in 30 seconds, so that made-up kids cannot make it flood the issuer.
const keys = createRemoteJWKSet(new URL((await discover(issuer)).jwks_uri), {
  cacheMaxAge: 300_000,
})

const checks = {
  // The project's signing algorithm. Never taken from the token: its sender would choose.
  algorithms: ['RS256'],
  issuer,
  // A token for another service of the project must not open this one.
  audience,
  // The issuer's keys may sign other things than access tokens (RFC 9068 section 4).
  typ: 'at+jwt',
  requiredClaims: ['exp', 'sub', 'client_id'],
  clockTolerance: 30,
}

/** Whether the project's keys could not be read: our trouble, not the sender's. */
function keysAreAway(error) {
  return (
    !(error instanceof errors.JOSEError) ||
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    error.code === 'ERR_JOSE_GENERIC'
  )
}

async function authenticate(request, response, next) {
  const [, token] = /^bearer +(\S+)$/i.exec(request.get('authorization') ?? '') ?? []
  if (!token) return response.set('WWW-Authenticate', 'Bearer').sendStatus(401)
  try {
    request.claims = (await jwtVerify(token, keys, checks)).payload
  } catch (error) {
    // Why goes to the log alone: it can quote the token, which anybody may have written.
    console.warn('token refused: %j', error.message)
    if (keysAreAway(error)) return response.sendStatus(503)
    return response.set('WWW-Authenticate', 'Bearer error="invalid_token"').sendStatus(401)
  }
  next()
}

const app = express()
app.use(authenticate)
app.get('/', ({ claims }, response) => {
  response.json({ sub: claims.sub, client_id: claims.client_id })
})
app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1')
