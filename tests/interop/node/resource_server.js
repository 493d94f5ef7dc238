// A resource server with two ways of verifying: /jose and /jwks-rsa. It runs until its standard
// input ends, and prints its port.
//
// Its one argument is JSON: issuer, jwksUri, maxAgeSeconds, cooldownSeconds, and the clock: since
// `epoch` (milliseconds) it runs `speed` times as fast as the real one.

import express from 'express'
import { expressjwt } from 'express-jwt'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import jwksRsa from 'jwks-rsa'

const settings = JSON.parse(process.argv[2])
const { issuer, jwksUri, epoch, speed } = settings
const rules = { issuer, audience: issuer, algorithms: ['RS256'] }

const now = () => epoch + (Date.now() - epoch) * speed

// The libraries measure the age of what they keep by the real clock.
const cacheMaxAge = (settings.maxAgeSeconds * 1000) / speed
const cooldownDuration = (settings.cooldownSeconds * 1000) / speed

const keys = createRemoteJWKSet(new URL(jwksUri), { cacheMaxAge, cooldownDuration })

async function byJose(request, response, next) {
  const token = request.headers.authorization.slice('Bearer '.length)
  await jwtVerify(token, keys, { ...rules, typ: 'at+jwt', currentDate: new Date(now()) })
  next()
}

const secret = jwksRsa.expressJwtSecret({ jwksUri, cacheMaxAge })

function byJwksRsa(request, response, next) {
  const clockTimestamp = Math.floor(now() / 1000)
  expressjwt({ ...rules, secret, clockTimestamp })(request, response, next)
}

const accept = (request, response) => response.status(204).end()
const app = express()
app.get('/jose', byJose, accept)
app.get('/jwks-rsa', byJwksRsa, accept)
app.use((error, request, response, next) => response.status(401).send(error.message))

const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port))
process.stdin.resume().on('end', () => process.exit(0))
