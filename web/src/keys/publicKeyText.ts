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
  if (trimmed.startsWith('{')) return readJson(trimmed)
  const block = readPem(trimmed)
  if (!block) return { form: 'Text without -----BEGIN' }
  return { form: FORMS[block.label] ?? block.label }
}

function readJson(text: string): Reading {
  let json: Record<string, unknown>
  try {
    json = JSON.parse(text) as Record<string, unknown>
  } catch {
    return { refusal: 'This is not complete JSON. Copy the JWK as a whole.' }
  }
  if (SECRET_MEMBERS.some((member) => member in json)) return { refusal: PRIVATE }
  if (Array.isArray(json.keys)) return { refusal: 'This is a set of keys. Paste one of them.' }
  return { form: 'JWK' }
}

const PRIVATE = 'This is a private key. It was not sent. Keep it, and paste its public half here.'
