/** Whether the page may use WebCrypto, and so hold or make a key: over HTTPS, and on localhost. */
export function hasWebCrypto(): boolean {
  return globalThis.isSecureContext && typeof crypto.subtle === 'object'
}
