import { createSign, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An issuer on this machine: its discovery document, its key set, and the tokens that it signs. */
export interface TestIssuer {
  url: string
  keyId: string
  /** The key set, as it is published. */
  jwks: object
  /** A token for an audience with these claims; valid for five minutes. */
  token: (audience: string, claims: object) => string
  stop: () => Promise<void>
}

/** Starts an issuer. */
export async function startIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const keyId = 'platform-1'
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'RS256', use: 'sig' }] }
  const server = createServer((request, response) => {
    const document = documents()[request.url ?? '']
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(document ?? {}))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const documents = (): Record<string, object | undefined> => ({
    '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/jwks` },
    '/jwks': jwks,
  })

  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const token: TestIssuer['token'] = (audience, claims) => {
    const now = Math.floor(Date.now() / 1000)
    const header = { alg: 'RS256', kid: keyId, typ: 'JWT' }
    const input = `${encode(header)}.${encode({ iss: url, aud: audience, iat: now, exp: now + 300, ...claims })}`
    return `${input}.${createSign('sha256').update(input).sign(privateKey, 'base64url')}`
  }
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done())
      server.closeAllConnections()
    })
  return { url, keyId, jwks, token, stop }
}
