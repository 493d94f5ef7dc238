/** A pasted key set as the server wants it; a text that is no JSON object is told before it is sent. */
export function keySetOf(text: string): { jwks: unknown } | { problem: string } {
  try {
    const jwks: unknown = JSON.parse(text)
    const isObject = typeof jwks === 'object' && jwks !== null && !Array.isArray(jwks)
    return isObject && 'keys' in jwks ? { jwks } : { problem: 'Paste the whole key set: a JSON object with "keys".' }
  } catch {
    return { problem: 'This is not JSON. Paste the whole key set: a JSON object with "keys".' }
  }
}

/** The stored key set as text. */
export function keySetText(jwks: unknown): string {
  return jwks === null || jwks === undefined ? '' : JSON.stringify(jwks, null, 2)
}
