import type { KeyAlgorithm } from '../graphql/generated/graphql'
import type { NewKey, Way } from './makeKey'
import { isAdmin } from './owner'
import type { KeyOwner } from './owner'

/** Algorithms as a choice: the ones to prefer first. */
export const ALGORITHMS: { value: KeyAlgorithm; label: string }[] = [
  { value: 'RS256', label: 'RS256 · RSA, understood everywhere' },
  { value: 'ES256', label: 'ES256 · P-256, small and fast' },
  { value: 'EDDSA', label: 'EdDSA · Ed25519, small and fast' },
  { value: 'ES384', label: 'ES384 · P-384' },
  { value: 'RS384', label: 'RS384 · RSA' },
  { value: 'RS512', label: 'RS512 · RSA' },
  { value: 'PS256', label: 'PS256 · RSA-PSS' },
  { value: 'PS384', label: 'PS384 · RSA-PSS' },
  { value: 'PS512', label: 'PS512 · RSA-PSS' },
]

/** A way to make a key, as a card that explains itself. */
export interface WayChoice {
  value: Way
  label: string
  explanation: string
}

/** The ways for an owner. WebCrypto exists in secure contexts only. */
export function waysFor(owner: KeyOwner, isSecure: boolean): WayChoice[] {
  const browser: WayChoice = {
    value: 'browser',
    label: 'Generate in this browser',
    explanation: 'Only the public key is sent. The private key never leaves this computer.',
  }
  const others = owner.kind === 'signing' ? SIGNING_WAYS : [ON_SERVER]
  return isSecure ? [...others, browser] : others
}

const ON_SERVER: WayChoice = {
  value: 'server',
  label: 'Generate on the server',
  explanation: 'You save the private key once. The server keeps a copy only if you choose so.',
}

const SIGNING_WAYS: WayChoice[] = [
  {
    value: 'server',
    label: 'This server signs',
    explanation:
      'The private key stays on the server, encrypted, and signs the project’s access tokens. The usual choice.',
  },
  {
    value: 'holder',
    label: 'Another service signs',
    explanation: 'You save the private key once. The public key is published in the JWKS.',
  },
]

/** A form before anything was typed. */
export function emptyKey(owner: KeyOwner): NewKey {
  return {
    name: '',
    way: 'server',
    algorithm: owner.kind === 'signing' ? owner.algorithm : 'RS256',
    rsaBits: owner.kind === 'signing' ? owner.rsaBits : 2048,
    permissions: isAdmin(owner) ? ['READ'] : [],
    expiresAt: null,
    retainPrivateKey: false,
    activatesAt: null,
    force: false,
    reason: '',
  }
}

/** What is missing, by field, before the server is asked. */
export function missingFields(owner: KeyOwner, key: NewKey): Record<string, string | null> {
  return {
    name: key.name.trim() === '' ? 'Enter a name.' : null,
    permissions: isAdmin(owner) && key.permissions.length === 0 ? 'Choose at least one permission.' : null,
    reason: key.force && key.reason.trim() === '' ? 'Enter a reason for the audit log.' : null,
  }
}

/** Fields that do not go with the chosen way keep no value that was typed for another. */
export function settleKey(key: NewKey): NewKey {
  const isServer = key.way === 'server'
  return {
    ...key,
    name: key.name.trim(),
    reason: key.reason.trim(),
    retainPrivateKey: key.retainPrivateKey && isServer,
    force: key.force && isServer,
  }
}
