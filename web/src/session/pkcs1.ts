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
