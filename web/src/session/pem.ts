import { fromBase64, toBase64 } from './base64'

/** One block of a PEM file (RFC 7468). */
export interface PemBlock {
  /** What the block says that it is, such as `RSA PRIVATE KEY`. */
  label: string
  /** Its content; null where it is not base64, as in an encrypted PKCS#1 file. */
  der: Uint8Array<ArrayBuffer> | null
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/

/** The first block of a PEM text, also of one whose newlines were stripped or written as `\n`. */
export function readPem(text: string): PemBlock | null {
  const found = BLOCK.exec(text.replaceAll('\\n', '\n'))
  if (!found) return null
  return { label: found[1] ?? '', der: fromBase64(found[2] ?? '') }
}

/** A PEM block, 64 characters a line. */
export function writePem(label: string, der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
