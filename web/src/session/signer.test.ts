import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'

import { expect, test } from 'vitest'

import { readCredential } from './credential'
import { TOKEN_SECONDS, importSigner, mintToken } from './signer'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pkcs1 = pair.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string
const pkcs8 = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const jwk = pair.privateKey.export({ format: 'jwk' })
const keyFile = JSON.stringify({
  type: 'admin',
  keyId: 'k1',
  key: pkcs1,
  audience: 'keyplane',
  endpoint: 'http://127.0.0.1:8080/graphql',
})
const NOW = 1_800_000_000

const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as unknown

test.each([
  ['a key file', keyFile],
  ['PKCS#1', pkcs1],
  ['PKCS#1 without newlines', pkcs1.replaceAll('\n', '')],
  ['PKCS#1 with its newlines written out', pkcs1.replaceAll('\n', '\\n')],
  ['PKCS#8', pkcs8],
  ['PKCS#8 with Windows line ends', pkcs8.replaceAll('\n', '\r\n')],
  ['a JWK', JSON.stringify({ ...jwk, kid: 'k1', use: 'sig', alg: 'RS256' })],
])('a token signed with %s verifies, and says who, for whom and how long', async (_, text) => {
  const signer = await importSigner(readCredential(text).material, 'k1', 'acme')
  const token = await mintToken(signer, NOW)
  const [header, claims, signature] = token.split('.')
  expect(decode(header)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k1' })
  expect(decode(claims)).toEqual({ aud: 'acme', iat: NOW, exp: NOW + TOKEN_SECONDS })
  const input = Buffer.from(`${header ?? ''}.${claims ?? ''}`)
  const key = createPublicKey(pair.privateKey)
  expect(verify('sha256', input, key, Buffer.from(signature ?? '', 'base64url'))).toBe(true)
})

test('an imported key cannot be taken out again, and only signs', async () => {
  const { key } = await importSigner(readCredential(keyFile).material, 'k1', 'keyplane')
  expect(key.extractable).toBe(false)
  expect(key.usages).toEqual(['sign'])
  await expect(crypto.subtle.exportKey('pkcs8', key)).rejects.toThrow()
})

test('what is no RSA key is refused in words', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { material } = readCredential(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)
  await expect(importSigner(material, 'k1', 'keyplane')).rejects.toThrow('The browser cannot use this key.')
})
