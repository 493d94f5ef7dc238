import { generateKeyPairSync } from 'node:crypto'

import { expect, test } from 'vitest'

import { readPublicKey } from './publicKeyText'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const spki = publicKey.export({ type: 'spki', format: 'pem' }) as string

test.each([
  ['Public key (SPKI)', spki],
  ['Public key (SPKI)', spki.replaceAll('\n', '')],
  ['Public key (SPKI)', spki.replaceAll('\n', '\\n')],
  ['RSA public key (PKCS#1)', publicKey.export({ type: 'pkcs1', format: 'pem' }) as string],
  ['X.509 certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
  ['Certificate request (CSR)', '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----'],
  ['JWK', JSON.stringify(publicKey.export({ format: 'jwk' }))],
  ['JWK', JSON.stringify([publicKey.export({ format: 'jwk' })])],
  ['JWK', JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] })],
  [
    'JWK',
    JSON.stringify({ ...publicKey.export({ format: 'jwk' }), oth: [], key_ops: [], x5c: [], d: null, p: '', k: {} }),
  ],
  ['Text without -----BEGIN', 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A'],
])('what looks like a public key is for the server to judge: %s', (form, text) => {
  expect(readPublicKey(text)).toEqual({ form })
})

test.each([
  ['PKCS#8', privateKey.export({ type: 'pkcs8', format: 'pem' }) as string],
  ['PKCS#1', privateKey.export({ type: 'pkcs1', format: 'pem' }) as string],
  ['PEM without newlines', (privateKey.export({ type: 'pkcs8', format: 'pem' }) as string).replaceAll('\n', '')],
  ['JWK', JSON.stringify(privateKey.export({ format: 'jwk' }))],
  ['JWK in an array', JSON.stringify([privateKey.export({ format: 'jwk' })])],
  [
    'JWK in a set',
    JSON.stringify({ keys: [publicKey.export({ format: 'jwk' }), privateKey.export({ format: 'jwk' })] }),
  ],
  [
    'JWK with a further prime',
    JSON.stringify({ ...publicKey.export({ format: 'jwk' }), oth: [{ r: 'AA', d: 'AA', t: 'AA' }] }),
  ],
  ['symmetric JWK', JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' })],
  ['key file', JSON.stringify({ type: 'admin', key: privateKey.export({ type: 'pkcs1', format: 'pem' }) })],
  ['a private key behind a public one', spki + (privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)],
])('a private key is never sent: %s', (_, text) => {
  expect(readPublicKey(text).refusal).toMatch(/private key/)
})

test.each([
  ['', /Paste/],
  ['{"kty":', /JSON is incomplete/],
  ['{"keys":[]}', /JWK set/],
  ['[]', /JWK set is empty/],
  ['[{"kty":"RSA"},{"kty":"EC"}]', /holds 2/],
])('what is no key at all is said so: %s', (text, refusal) => {
  expect(readPublicKey(text).refusal).toMatch(refusal)
})
