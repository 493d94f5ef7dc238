/** `INTEGER 0` and the AlgorithmIdentifier of rsaEncryption (RFC 8017, appendix A.1). */
const VERSION_AND_ALGORITHM = [
  0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
]
const SEQUENCE = 0x30
const OCTET_STRING = 0x04

/**
 * Wraps an RSAPrivateKey (RFC 8017) into a PrivateKeyInfo (RFC 5208), the only form that WebCrypto
 * imports; key files hold PKCS#1.
 */
export function pkcs8FromPkcs1(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const key = [OCTET_STRING, ...derLength(der.length)]
  const length = VERSION_AND_ALGORITHM.length + key.length + der.length
  const head = [SEQUENCE, ...derLength(length), ...VERSION_AND_ALGORITHM, ...key]
  const out = new Uint8Array(head.length + der.length)
  out.set(head)
  out.set(der, head.length)
  return out
}

function derLength(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff)
  return [0x80 | bytes.length, ...bytes]
}

/** The RSAPrivateKey inside a PrivateKeyInfo of an RSA key: the way back. */
export function pkcs1FromPkcs8(der: Uint8Array): Uint8Array {
  let at = content(der, 0).start
  at = content(der, at).end // version
  at = content(der, at).end // algorithm
  const key = content(der, at)
  return der.subarray(key.start, key.end)
}

/** Where the content of the element at `at` begins and ends. */
function content(der: Uint8Array, at: number): { start: number; end: number } {
  const first = der[at + 1] ?? 0
  if (first < 0x80) return { start: at + 2, end: at + 2 + first }
  const count = first & 0x7f
  let length = 0
  for (const byte of der.subarray(at + 2, at + 2 + count)) length = length * 256 + byte
  const start = at + 2 + count
  return { start, end: start + length }
}
