import { readPem } from '../session/pem'

/** What a pasted text looks like, before it is sent. */
export type Reading =
  /** Something that the server may take; `form` says what. */
  | { form: string; refusal?: undefined }
  /** Nothing that belongs here. */
  | { form?: undefined; refusal: string }

const FORMS: Record<string, string> = {
  'PUBLIC KEY': 'Public key (SPKI)',
  'RSA PUBLIC KEY': 'RSA public key (PKCS#1)',
  CERTIFICATE: 'X.509 certificate',
  'CERTIFICATE REQUEST': 'Certificate request (CSR)',
  'NEW CERTIFICATE REQUEST': 'Certificate request (CSR)',
}

/** The members of a JWK that are secret (RFC 7518 section 6). */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/**
 * Looks at a text that shall hold a public key. A private key is refused here already, so that it
 * is never sent; everything else is the server's to judge.
 */
export function readPublicKey(text: string): Reading {
  const trimmed = text.trim()
  if (trimmed === '') return { refusal: 'Paste a public key, or choose its file.' }
  if (/PRIVATE KEY/.test(trimmed)) return { refusal: PRIVATE }
  if (/^[{[]/.test(trimmed)) return readJson(trimmed)
  const block = readPem(trimmed)
  if (!block) return { form: 'Text without -----BEGIN' }
  return { form: FORMS[block.label] ?? block.label }
}

function readJson(text: string): Reading {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { refusal: 'The JSON is incomplete. Copy the whole JWK.' }
  }
  const keys = keysIn(json)
  if (keys.some(isPrivate)) return { refusal: PRIVATE }
  if (keys.length === 0) return { refusal: 'The JWK set is empty. Paste a key.' }
  if (keys.length > 1) return { refusal: `The JWK set holds ${keys.length} keys. Paste one of them.` }
  return { form: 'JWK' }
}

/** The keys of an array or a JWK Set (RFC 7517 section 5); of anything else, itself. */
function keysIn(json: unknown): unknown[] {
  if (Array.isArray(json)) return json
  const keys = isObject(json) ? json.keys : undefined
  return Array.isArray(keys) ? keys : [json]
}

/** Whether a JWK holds a secret: what a member holds counts, not that it is there. .NET writes `"oth":[]`. */
function isPrivate(jwk: unknown): boolean {
  return isObject(jwk) && SECRET_MEMBERS.some((member) => holds(jwk[member]))
}

function holds(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return value !== null && value !== undefined && value !== ''
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

const PRIVATE = 'This is a private key. It was not sent. Paste the public key instead.'
