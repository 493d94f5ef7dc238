import type { Issuer } from '../../federation/fields'

/** Where the keys of an issuer come from. */
export function sourceWords({ keySource, discoveryUrl, jwksUri, issuer }: Issuer): string {
  switch (keySource) {
    case 'DISCOVERY':
      return `From the discovery document ${discoveryUrl ?? `below ${issuer ?? ''}`}.`
    case 'JWKS_URL':
      return `From ${jwksUri ?? ''}.`
    case 'JWKS':
      return 'Pasted: nothing is fetched.'
  }
}

/** The server's word for a failure to fetch keys, as a sentence. */
export function errorWords(lastError: string): string {
  const words = /^[A-Z][A-Z_]*$/.test(lastError) ? lastError.toLowerCase().replaceAll('_', ' ') : lastError
  const sentence = words.charAt(0).toUpperCase() + words.slice(1)
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}
