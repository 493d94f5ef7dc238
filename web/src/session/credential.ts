import { pkcs8FromPkcs1 } from './pkcs1'
import { readPem } from './pem'
import { Problem } from './problem'

/** What a dropped file or pasted text turned out to be. */
export interface ReadCredential {
  /** The private key, as WebCrypto takes it. */
  material: Material
  /** Its `kid`, where the file says. */
  keyId: string | undefined
  /** The audience of its tokens, where the file says: a URL, or in older files a project's slug or `keyplane`. */
  audience: string | undefined
  /** The Admin API that the file is for, where it says. */
  endpoint: string | undefined
}

type Material = { format: 'pkcs8'; der: Uint8Array<ArrayBuffer> } | { format: 'jwk'; jwk: JsonWebKey }

/** Where the guard's keys are told how to get another file. */
const ANOTHER_KEY = 'Admin keys are RSA keys. Choose the key file of an admin key.'

/**
 * Reads an admin key file, a private RSA key in PEM (PKCS#1 or PKCS#8), or a private RSA JWK.
 * Throws a {@link Problem} that says what else it is.
 */
export function readCredential(text: string): ReadCredential {
  const trimmed = text.trim()
  if (trimmed === '') throw new Problem('The file is empty.', 'Choose the key file again.')
  if (trimmed.startsWith('{')) return fromJson(trimmed)
  return { material: fromPem(trimmed), keyId: undefined, audience: undefined, endpoint: undefined }
}

function fromJson(text: string): ReadCredential {
  let json: Record<string, unknown>
  try {
    json = JSON.parse(text) as Record<string, unknown>
  } catch {
    throw new Problem('The JSON file is incomplete.', 'Download the key file again, or copy the whole file.')
  }
  if (json.type === 'application') {
    throw new Problem('This is the key file of an application.', 'To sign in, choose the key file of an admin key.')
  }
  if (typeof json.kty === 'string') return fromJwk(json)
  const { key, keyId, audience, endpoint } = json
  if (json.type !== 'admin' || typeof key !== 'string' || typeof keyId !== 'string' || typeof audience !== 'string') {
    throw new Problem(
      'This JSON file is not an admin key file.',
      'An admin key file has "type": "admin" with "keyId", "key" and "audience".',
    )
  }
  return { material: fromPem(key), keyId, audience, endpoint: typeof endpoint === 'string' ? endpoint : undefined }
}

function fromJwk(jwk: JsonWebKey & { kid?: unknown }): ReadCredential {
  if (jwk.kty !== 'RSA') throw new Problem(`This is a JWK of type ${String(jwk.kty)}.`, ANOTHER_KEY)
  if (typeof jwk.d !== 'string') {
    throw new Problem('This JWK is a public key.', 'To sign in, choose the private key.')
  }
  const { kty, n, e, d, p, q, dp, dq, qi } = jwk
  return {
    // `use`, `alg` and `key_ops` would have to match the import; the numbers are enough.
    material: { format: 'jwk', jwk: { kty, n, e, d, p, q, dp, dq, qi } },
    keyId: typeof jwk.kid === 'string' ? jwk.kid : undefined,
    audience: undefined,
    endpoint: undefined,
  }
}

function fromPem(text: string): Material {
  const block = readPem(text)
  if (!block) {
    throw new Problem(
      'The file is neither a key file nor PEM.',
      'Choose admin-key.json, or a file that begins with "-----BEGIN".',
    )
  }
  switch (block.label) {
    case 'RSA PRIVATE KEY':
      if (!block.der) throw encrypted()
      return { format: 'pkcs8', der: pkcs8FromPkcs1(block.der) }
    case 'PRIVATE KEY':
      if (!block.der) break
      return { format: 'pkcs8', der: block.der }
    case 'ENCRYPTED PRIVATE KEY':
      throw encrypted()
    case 'EC PRIVATE KEY':
      throw new Problem('This is an elliptic curve key.', ANOTHER_KEY)
    case 'PUBLIC KEY':
    case 'RSA PUBLIC KEY':
    case 'CERTIFICATE':
    case 'CERTIFICATE REQUEST':
      throw new Problem('This file holds a public key only.', 'To sign in, choose the private key.')
  }
  throw new Problem('The PEM cannot be read.', 'Copy the whole file, from -----BEGIN to -----END.')
}

function encrypted(): Problem {
  return new Problem(
    'The PEM is encrypted with a passphrase.',
    'Decrypt it first: openssl rsa -in key.pem -out plain.pem',
  )
}
