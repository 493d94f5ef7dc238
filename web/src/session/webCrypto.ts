/** Whether the page can use WebCrypto to hold or generate a key: over HTTPS, and on localhost. */
export function hasWebCrypto(): boolean {
  return globalThis.isSecureContext && typeof crypto.subtle === 'object'
}
