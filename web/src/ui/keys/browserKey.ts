import type { KeyAlgorithm } from '../../graphql/generated/graphql'
import { pkcs1FromPkcs8 } from '../../session/pkcs1'
import { writePem } from '../../session/pem'
import type { PrivateKeyFile } from './PrivateKeyReveal'

/** A key pair that this browser made. The private half goes into a file and nowhere else. */
export interface BrowserKey {
  /** SPKI PEM: what is sent. */
  publicKeyPem: string
  /** PKCS#8 PEM. */
  pkcs8Pem: string
  /** For the key file: PKCS#1 PEM of an RSA key, PKCS#8 PEM of another. */
  keyFilePem: string
  /** The private JWK (RFC 7517), without `kid`. */
  jwk: JsonWebKey
}

const PSS_AND_PKCS1 = /^(RS|PS)(256|384|512)$/

/** Whether this browser can make a pair for the algorithm. Ed25519 is young in browsers. */
export function canGenerate(algorithm: KeyAlgorithm): Promise<boolean> {
  if (algorithm !== 'EDDSA') return Promise.resolve(true)
  return crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']).then(
    () => true,
    () => false,
  )
}

/** Makes a key pair with WebCrypto. `rsaBits` counts for RSA only. */
export async function generateBrowserKey(algorithm: KeyAlgorithm, rsaBits = 2048): Promise<BrowserKey> {
  const pair = (await crypto.subtle.generateKey(parameters(algorithm, rsaBits), true, ['sign', 'verify'])) as CryptoKeyPair
  const [spki, pkcs8, { kty, n, e, d, p, q, dp, dq, qi, crv, x, y }] = await Promise.all([
    crypto.subtle.exportKey('spki', pair.publicKey),
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
    crypto.subtle.exportKey('jwk', pair.privateKey),
  ])
  const pkcs8Pem = writePem('PRIVATE KEY', new Uint8Array(pkcs8))
  return {
    publicKeyPem: writePem('PUBLIC KEY', new Uint8Array(spki)),
    pkcs8Pem,
    keyFilePem: PSS_AND_PKCS1.test(algorithm)
      ? writePem('RSA PRIVATE KEY', pkcs1FromPkcs8(new Uint8Array(pkcs8)))
      : pkcs8Pem,
    // The members that are the key; `key_ops` and `ext` are the browser's own.
    jwk: JSON.parse(JSON.stringify({ kty, alg: jwsName(algorithm), n, e, d, p, q, dp, dq, qi, crv, x, y })) as JsonWebKey,
  }
}

function parameters(algorithm: KeyAlgorithm, rsaBits: number): RsaHashedKeyGenParams | EcKeyGenParams | Algorithm {
  const rsa = PSS_AND_PKCS1.exec(algorithm)
  if (rsa) {
    return {
      name: rsa[1] === 'PS' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5',
      hash: `SHA-${rsa[2] ?? ''}`,
      modulusLength: rsaBits,
      publicExponent: new Uint8Array([1, 0, 1]),
    }
  }
  if (algorithm === 'EDDSA') return { name: 'Ed25519' }
  return { name: 'ECDSA', namedCurve: algorithm === 'ES384' ? 'P-384' : 'P-256' }
}

/** The `alg` of RFC 7518 and RFC 8037. */
export function jwsName(algorithm: KeyAlgorithm): string {
  return algorithm === 'EDDSA' ? 'EdDSA' : algorithm
}

/** What every form of a made key is saved as; `id` fills the key file, see the server's own. */
export function browserKeyFiles(
  key: BrowserKey,
  kid: string,
  identity: Record<string, string>,
): { label: string; file: PrivateKeyFile }[] {
  const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`
  const keyFile = json({ ...identity, keyId: kid, key: key.keyFilePem })
  return [
    { label: 'Key file', file: { filename: `${kid}.json`, mediaType: 'application/json', content: keyFile } },
    { label: 'PEM', file: { filename: `${kid}.pem`, mediaType: 'application/x-pem-file', content: key.pkcs8Pem } },
    { label: 'JWK', file: { filename: `${kid}.jwk.json`, mediaType: 'application/jwk+json', content: json({ ...key.jwk, kid }) } },
  ]
}
