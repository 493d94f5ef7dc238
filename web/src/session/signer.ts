import { toBase64Url } from './base64'
import type { ReadCredential } from './credential'
import { Problem } from './problem'

/** An admin key inside WebCrypto: it signs and cannot be read back. */
export interface Signer {
  /** Non-extractable, for signatures only. */
  key: CryptoKey
  /** The `kid` of its tokens. */
  keyId: string
  /** The `aud` of its tokens: the issuer of the key's project, or the server's public URL. */
  audience: string
}

/** How long a token lives. The guard takes 24 hours; a stolen one shall be worth little. */
export const TOKEN_SECONDS = 300

const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** Imports a private key as non-extractable. Throws a {@link Problem} where it is none for RS256. */
export async function importSigner(
  material: ReadCredential['material'],
  keyId: string,
  audience: string,
): Promise<Signer> {
  try {
    const key =
      material.format === 'jwk'
        ? await crypto.subtle.importKey('jwk', material.jwk, RS256, false, ['sign'])
        : await crypto.subtle.importKey('pkcs8', material.der, RS256, false, ['sign'])
    return { key, keyId, audience }
  } catch {
    throw new Problem(
      'The browser cannot use this key.',
      'Admin keys are RSA keys of 2048 bits or more. Download the key file again.',
    )
  }
}

/** A signed admin token (RFC 7515, RS256) that lives {@link TOKEN_SECONDS} from `now`, in seconds. */
export async function mintToken(signer: Signer, now: number): Promise<string> {
  const header = { alg: 'RS256', typ: 'JWT', kid: signer.keyId }
  const claims = { aud: signer.audience, iat: now, exp: now + TOKEN_SECONDS }
  const input = `${encode(header)}.${encode(claims)}`
  const signature = await crypto.subtle.sign(RS256.name, signer.key, new TextEncoder().encode(input))
  return `${input}.${toBase64Url(new Uint8Array(signature))}`
}

function encode(value: unknown): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(value)))
}
