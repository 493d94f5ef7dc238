import type { KeyAlgorithm } from '../graphql/generated/graphql'
import { writePem } from '../session/pem'

/** A key pair that was generated in this browser. */
export interface BrowserPair {
  /** What is uploaded: SPKI PEM. */
  publicKeyPem: string
  /** What is not: PKCS#8. */
  pkcs8: Uint8Array<ArrayBuffer>
}

/** The sizes of RSA keys that are made. */
export const RSA_BITS = [2048, 3072, 4096] as const

const RSA_PUBLIC_EXPONENT = Uint8Array.of(1, 0, 1)

/** The algorithms of RSA keys (RFC 7518 section 3.1). */
export const RSA_ALGORITHMS: KeyAlgorithm[] = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']

/** Whether keys of this algorithm are RSA keys. */
export function isRsa(algorithm: KeyAlgorithm): boolean {
  return RSA_ALGORITHMS.includes(algorithm)
}

/** How WebCrypto calls the key of a JWS algorithm (RFC 7518, RFC 8037). */
export function webCryptoName(algorithm: KeyAlgorithm): { name: string; hash?: string; namedCurve?: string } {
  const hash = `SHA-${algorithm.slice(2)}`
  switch (algorithm) {
    case 'RS256':
    case 'RS384':
    case 'RS512':
      return { name: 'RSASSA-PKCS1-v1_5', hash }
    case 'PS256':
    case 'PS384':
    case 'PS512':
      return { name: 'RSA-PSS', hash }
    case 'ES256':
    case 'ES384':
      return { name: 'ECDSA', namedCurve: `P-${algorithm.slice(2)}` }
    case 'EDDSA':
      return { name: 'Ed25519' }
  }
}

/** Makes a pair inside WebCrypto and takes both halves out: one to upload, one to save. */
export async function generatePair(algorithm: KeyAlgorithm, rsaBits: number): Promise<BrowserPair> {
  const name = webCryptoName(algorithm)
  const size = isRsa(algorithm) ? { modulusLength: rsaBits, publicExponent: RSA_PUBLIC_EXPONENT } : {}
  const pair = (await crypto.subtle.generateKey({ ...name, ...size }, true, ['sign', 'verify'])) as CryptoKeyPair
  const [spki, pkcs8] = await Promise.all([
    crypto.subtle.exportKey('spki', pair.publicKey),
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
  ])
  return { publicKeyPem: writePem('PUBLIC KEY', new Uint8Array(spki)), pkcs8: new Uint8Array(pkcs8) }
}
