import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import type { JsonWebKey, KeyObject } from 'node:crypto'

import { expect, test, vi } from 'vitest'

import type { KeyAlgorithm } from '../graphql/generated/graphql'
import { browserFiles, serverFiles } from './files'
import type { NamedKey, SavableFile } from './files'
import type { KeyOwner } from './owner'
import { generatePair } from './pair'

const PROJECT: KeyOwner = {
  kind: 'project',
  projectId: 'prj_1',
  slug: 'acme',
  audience: 'https://k.example/p/acme',
  endpoint: 'https://k.example/graphql',
}
const INSTANCE: KeyOwner = { kind: 'instance', audience: 'https://k.example', endpoint: 'https://k.example/graphql' }
const APPLICATION: KeyOwner = {
  kind: 'application',
  applicationId: 'app_1',
  issuer: 'https://k.example/p/acme',
  tokenEndpoint: 'https://k.example/p/acme/oauth/token',
}
const SIGNING: KeyOwner = {
  kind: 'signing',
  projectId: 'prj_1',
  slug: 'acme',
  algorithm: 'RS256',
  rsaBits: 2048,
  publishAheadSeconds: 86_400,
}

/** RSA keys take their time: one for all. */
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const RSA_PKCS8 = Uint8Array.from(RSA.export({ type: 'pkcs8', format: 'der' }))

const ALGORITHMS: KeyAlgorithm[] = ['RS256', 'PS512', 'ES256', 'ES384', 'EDDSA']

const named = (algorithm: KeyAlgorithm, purpose: NamedKey['purpose'] = 'ADMIN'): NamedKey => ({
  kid: 'k1',
  algorithm,
  purpose,
})

/** Each form as Node reads it: proof that the file is what it says. */
function read({ format, content }: SavableFile): KeyObject {
  switch (format) {
    case 'KEY_FILE':
      return createPrivateKey((JSON.parse(content) as { key: string }).key)
    case 'JWK':
      return createPrivateKey({ format: 'jwk', key: JSON.parse(content) as JsonWebKey })
    case 'PEM_PKCS1':
    case 'PEM_PKCS8':
      return createPrivateKey(content)
  }
}

const publicHalf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'der' }).toString('base64')

test.each(ALGORITHMS)('every form of a browser’s %s key is the same key', async (algorithm) => {
  const { pkcs8 } = await generatePair(algorithm, 2048)
  const files = await browserFiles(pkcs8, named(algorithm), PROJECT)
  const isRsa = algorithm.endsWith('S256') ? algorithm !== 'ES256' : algorithm === 'PS512'
  expect(files.map(({ format }) => format)).toEqual(
    isRsa ? ['KEY_FILE', 'PEM_PKCS8', 'PEM_PKCS1', 'JWK'] : ['KEY_FILE', 'PEM_PKCS8', 'JWK'],
  )
  expect(new Set(files.map((file) => publicHalf(read(file)))).size).toBe(1)
})

test('a key file that the server gave becomes every other form of the same key', async () => {
  const pem = RSA.export({ type: 'pkcs1', format: 'pem' })
  const file = {
    filename: 'admin-key-k1.json',
    mediaType: 'application/json',
    content: JSON.stringify({ type: 'admin', keyId: 'k1', key: pem, audience: 'acme' }),
  }
  const files = await serverFiles(file, named('RS256'))
  expect(files[0]).toEqual({ format: 'KEY_FILE', ...file })
  expect(files.map(({ filename }) => filename)).toEqual([
    'admin-key-k1.json',
    'admin-key-k1.pem',
    'admin-key-k1.pem',
    'admin-key-k1.jwk.json',
  ])
  for (const file of files) expect(publicHalf(read(file))).toBe(publicHalf(RSA))
  expect(files[2]?.content).toBe(pem)
})

test('a PEM that the server gave has no key file', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const content = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const file = { filename: 'signing-key-k1.pem', mediaType: 'application/x-pem-file', content }
  const files = await serverFiles(file, named('ES256', 'SIGNING'))
  expect(files.map(({ format }) => format)).toEqual(['PEM_PKCS8', 'JWK'])
  for (const file of files) expect(publicHalf(read(file))).toBe(publicHalf(privateKey))
})

test.each([
  [
    PROJECT,
    {
      type: 'admin',
      keyId: 'k1',
      audience: 'https://k.example/p/acme',
      endpoint: 'https://k.example/graphql',
      projectId: 'acme',
    },
  ],
  [INSTANCE, { type: 'admin', keyId: 'k1', audience: 'https://k.example', endpoint: 'https://k.example/graphql' }],
  [
    APPLICATION,
    {
      type: 'application',
      keyId: 'k1',
      appId: 'app_1',
      clientId: 'app_1',
      issuer: 'https://k.example/p/acme',
      tokenEndpoint: 'https://k.example/p/acme/oauth/token',
    },
  ],
])('a key file says where it is used: %#', async (owner, fields) => {
  const [file] = await browserFiles(RSA_PKCS8, named('RS256'), owner)
  const { key, ...others } = JSON.parse(file?.content ?? '') as Record<string, string>
  expect(others).toEqual(fields)
  expect(key).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/)
})

test('a signing key has no key file', async () => {
  const files = await browserFiles(RSA_PKCS8, named('RS256', 'SIGNING'), SIGNING)
  expect(files.map(({ format }) => format)).not.toContain('KEY_FILE')
})

test('a JWK names its key and its algorithm, and nothing of the browser', async () => {
  const { pkcs8 } = await generatePair('EDDSA', 0)
  const jwk = (await browserFiles(pkcs8, named('EDDSA'), APPLICATION)).find(({ format }) => format === 'JWK')
  const { d, x, ...others } = JSON.parse(jwk?.content ?? '') as Record<string, string>
  expect(others).toEqual({ kty: 'OKP', kid: 'k1', alg: 'EdDSA', use: 'sig', crv: 'Ed25519' })
  expect([d, x]).not.toContain(undefined)
})

test('over plain HTTP there is no WebCrypto, and so no JWK, but the PEM all the same', async () => {
  vi.stubGlobal('crypto', {})
  const content = JSON.stringify({ type: 'admin', key: RSA.export({ type: 'pkcs1', format: 'pem' }) })
  const files = await serverFiles(
    { filename: 'admin-key-k1.json', mediaType: 'application/json', content },
    named('RS256'),
  )
  expect(files.map(({ format }) => format)).toEqual(['KEY_FILE', 'PEM_PKCS8', 'PEM_PKCS1'])
  vi.unstubAllGlobals()
})

test('a browser that lacks the algorithm gives a server’s key all the same', async () => {
  const lacking = vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('no', 'NotSupportedError'))
  const { privateKey } = generateKeyPairSync('ed25519')
  const content = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const files = await serverFiles(
    { filename: 'k.pem', mediaType: 'application/x-pem-file', content },
    named('EDDSA', 'SIGNING'),
  )
  expect(lacking).toHaveBeenCalled()
  expect(files.map(({ format }) => format)).toEqual(['PEM_PKCS8'])
  lacking.mockRestore()
})
