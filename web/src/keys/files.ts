import type { KeyAlgorithm, PrivateKeyFormat } from '../graphql/generated/graphql'
import { readPem, writePem } from '../session/pem'
import { pkcs1FromPkcs8, pkcs8FromPkcs1 } from '../session/pkcs1'
import type { KeyOwner } from './owner'
import { isRsa, webCryptoName } from './pair'

/** A private key in one of its forms, ready to be saved. */
export interface SavableFile {
  format: PrivateKeyFormat
  filename: string
  mediaType: string
  content: string
}

/** How the forms are called. */
export const FORM_NAMES: Record<PrivateKeyFormat, string> = {
  KEY_FILE: 'Key file (JSON)',
  PEM_PKCS8: 'PEM',
  PEM_PKCS1: 'PEM (PKCS#1)',
  JWK: 'JWK',
}

/** What the forms need of a key beside its private half. */
export interface NamedKey {
  kid: string
  algorithm: KeyAlgorithm
  purpose: 'ADMIN' | 'APPLICATION' | 'SIGNING'
}

/** A private key as a mutation answers with it. */
export interface ServerFile {
  filename: string
  mediaType: string
  content: string
}

/**
 * All forms of a private key that the server gave in one. The others are written here: a second
 * request would be another copy of a secret under way, and is refused where nothing was retained.
 */
export async function serverFiles(file: ServerFile, key: NamedKey): Promise<SavableFile[]> {
  const keyFile = readKeyFile(file.content)
  const pkcs8 = pkcs8Of(keyFile ? keyFile.key : file.content)
  const head: SavableFile[] = keyFile ? [{ format: 'KEY_FILE', ...file }] : []
  return pkcs8 ? [...head, ...(await bareFiles(pkcs8, key))] : [{ format: 'PEM_PKCS8', ...file }]
}

/** All forms of a private key that was generated in this browser. */
export async function browserFiles(
  pkcs8: Uint8Array<ArrayBuffer>,
  key: NamedKey,
  owner: KeyOwner,
): Promise<SavableFile[]> {
  const fields = keyFileFields(owner, key.kid, keyFilePem(pkcs8, key))
  const head: SavableFile[] = fields
    ? [{ format: 'KEY_FILE', filename: `${stem(key)}.json`, mediaType: 'application/json', content: pretty(fields) }]
    : []
  return [...head, ...(await bareFiles(pkcs8, key))]
}

/** PEM and JWK: the forms that say nothing of where the key is used. */
async function bareFiles(pkcs8: Uint8Array<ArrayBuffer>, key: NamedKey): Promise<SavableFile[]> {
  const pem = { filename: `${stem(key)}.pem`, mediaType: 'application/x-pem-file' }
  const files: SavableFile[] = [{ format: 'PEM_PKCS8', ...pem, content: writePem('PRIVATE KEY', pkcs8) }]
  if (isRsa(key.algorithm)) {
    files.push({ format: 'PEM_PKCS1', ...pem, content: writePem('RSA PRIVATE KEY', pkcs1FromPkcs8(pkcs8)) })
  }
  const jwk = await privateJwk(pkcs8, key)
  if (jwk) {
    files.push({
      format: 'JWK',
      filename: `${stem(key)}.jwk.json`,
      mediaType: 'application/jwk+json',
      content: pretty(jwk),
    })
  }
  return files
}

/**
 * The private JWK (RFC 7517); null where the page has no WebCrypto, or one that lacks the algorithm,
 * as older browsers lack Ed25519. The key exists by now: the other forms must still be shown.
 */
async function privateJwk(pkcs8: Uint8Array<ArrayBuffer>, { kid, algorithm }: NamedKey): Promise<object | null> {
  try {
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, webCryptoName(algorithm), true, ['sign'])
    const { kty, crv, n, e, d, p, q, dp, dq, qi, x, y } = await crypto.subtle.exportKey('jwk', key)
    const alg = algorithm === 'EDDSA' ? 'EdDSA' : algorithm
    // What the key does not have is undefined, and left out of the text.
    return { kty, kid, alg, use: 'sig', crv, n, e, d, p, q, dp, dq, qi, x, y }
  } catch {
    return null
  }
}

function keyFilePem(pkcs8: Uint8Array<ArrayBuffer>, { algorithm }: NamedKey): string {
  return isRsa(algorithm) ? writePem('RSA PRIVATE KEY', pkcs1FromPkcs8(pkcs8)) : writePem('PRIVATE KEY', pkcs8)
}

/** The fields of a key file, as the server writes them; null for signing keys, which have none. */
function keyFileFields(owner: KeyOwner, keyId: string, key: string): object | null {
  switch (owner.kind) {
    case 'instance':
      return { type: 'admin', keyId, key, audience: owner.audience, endpoint: owner.endpoint }
    case 'project':
      return { type: 'admin', keyId, key, audience: owner.audience, endpoint: owner.endpoint, projectId: owner.slug }
    case 'application': {
      const { applicationId: id, issuer, tokenEndpoint } = owner
      return { type: 'application', keyId, key, appId: id, clientId: id, issuer, tokenEndpoint }
    }
    case 'signing':
      return null
  }
}

/** The name that a private key's files have, the server's and the browser's, without the extension. */
export function stem({ purpose, kid }: Pick<NamedKey, 'purpose' | 'kid'>): string {
  return `${purpose.toLowerCase()}-key-${kid}`
}

function readKeyFile(text: string): { key: string } | null {
  if (!text.trimStart().startsWith('{')) return null
  const { type, key } = JSON.parse(text) as { type?: unknown; key?: unknown }
  return typeof type === 'string' && typeof key === 'string' ? { key } : null
}

function pkcs8Of(pem: string): Uint8Array<ArrayBuffer> | null {
  const block = readPem(pem)
  if (!block?.der) return null
  return block.label === 'RSA PRIVATE KEY' ? pkcs8FromPkcs1(block.der) : block.der
}

function pretty(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
