import { generateKeyPairSync } from 'node:crypto'

import { expect, test } from 'vitest'

import { readCredential } from './credential'

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pkcs1 = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string

test('a key file says its ID, audience and server', () => {
  const file = {
    type: 'admin',
    keyId: 'k1',
    key: pkcs1,
    audience: 'acme',
    projectId: 'acme',
    endpoint: 'https://keys.example/graphql',
  }
  expect(readCredential(`\n${JSON.stringify(file)}\n`)).toMatchObject({
    keyId: 'k1',
    audience: 'acme',
    endpoint: 'https://keys.example/graphql',
  })
})

test('a bare key says neither; a JWK may say its ID', () => {
  expect(readCredential(pkcs1)).toMatchObject({ keyId: undefined, audience: undefined })
  const jwk = { ...rsa.privateKey.export({ format: 'jwk' }), kid: 'k2' }
  expect(readCredential(JSON.stringify(jwk))).toMatchObject({ keyId: 'k2', audience: undefined })
})

const encrypted = rsa.privateKey.export({
  type: 'pkcs8',
  format: 'pem',
  cipher: 'aes-256-cbc',
  passphrase: 'x',
}) as string
const legacy = rsa.privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }) as string

test.each([
  ['', 'The file is empty.'],
  ['hello', 'The file is neither a key file nor PEM.'],
  ['{"type": "admin"', 'The JSON file is incomplete.'],
  ['{}', 'This JSON file is not an admin key file.'],
  [JSON.stringify({ type: 'admin', keyId: 'k', key: pkcs1 }), 'This JSON file is not an admin key file.'],
  [JSON.stringify({ type: 'application', keyId: 'k', key: pkcs1 }), 'This is the key file of an application.'],
  [rsa.publicKey.export({ type: 'spki', format: 'pem' }) as string, 'This file holds a public key only.'],
  [rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }) as string, 'This file holds a public key only.'],
  [JSON.stringify(rsa.publicKey.export({ format: 'jwk' })), 'This JWK is a public key.'],
  [JSON.stringify(ec.privateKey.export({ format: 'jwk' })), 'This is a JWK of type EC.'],
  [ec.privateKey.export({ type: 'sec1', format: 'pem' }) as string, 'This is an elliptic curve key.'],
  [encrypted, 'The PEM is encrypted with a passphrase.'],
  [legacy, 'The PEM is encrypted with a passphrase.'],
  ['-----BEGIN PRIVATE KEY-----\n!!\n-----END PRIVATE KEY-----', 'The PEM cannot be read.'],
])('a wrong file is called what it is: %#', (text, message) => {
  expect(() => readCredential(text)).toThrow(message)
})
