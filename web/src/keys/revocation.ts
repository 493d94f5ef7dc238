import type { KeyCustody, KeyPurpose, KeyState } from '../graphql/generated/graphql'

/** What has to be known of a key to say what its revocation stops. */
export interface Revocable {
  id: string
  kid: string
  purpose: KeyPurpose
  state: KeyState
  custody: KeyCustody
  predecessor: { name: string; kid: string } | null
  /** Of signing keys: what its project signs with now, and could. */
  project: {
    keyPolicy: { jwksMaxAgeSeconds: number }
    currentSigningKey: { id: string } | null
    /** Its keys that are in use or will be. */
    signers: { nodes: { id: string; name: string; kid: string; state: KeyState; custody: KeyCustody }[] }
  } | null
  /** Of application keys: the owner and its keys that are accepted. */
  application: { name: string; accepted: { nodes: { id: string }[] } } | null
}

/** What stops working, and what goes on: one sentence each, the worst first. `isOwn`: of the key that is signed in. */
export function consequencesOf(key: Revocable, isOwn: boolean): string[] {
  switch (key.purpose) {
    case 'ADMIN':
      return ofAdminKey(key, isOwn)
    case 'APPLICATION':
      return ofApplicationKey(key)
    case 'SIGNING':
      return key.custody === 'SERVER' ? ofSigner(key) : ofHolderKey(key)
  }
}

function ofAdminKey(key: Revocable, isOwn: boolean): string[] {
  if (key.state === 'PENDING') return ['The key is not active yet, so nothing stops working.']
  const stops = 'The Admin API answers every program that signs with it with 401 (KEY_REVOKED) at once.'
  return isOwn ? ['You are signed in with this key and will be signed out.', stops] : [stops]
}

function ofApplicationKey({ id, application }: Revocable): string[] {
  const name = application?.name ?? 'The application'
  const others = application?.accepted.nodes.filter((other) => other.id !== id) ?? []
  return [
    others.length === 0
      ? `${name} has no other key: it gets no tokens until you add one.`
      : `Assertions that ${name} signs with it are refused at once. Its other keys keep working.`,
    'Tokens that are already issued stay valid until they expire, unless you revoke them as well.',
  ]
}

function ofSigner(key: Revocable): string[] {
  if (key.state === 'PENDING') {
    const goesOn = key.predecessor ? `, and ${called(key.predecessor)} keeps signing` : ''
    return [`The key has not signed yet: no token stops working${goesOn}.`]
  }
  return [
    'Every access token that it signed is refused at once by introspection and by the gateway check.',
    verifiers(key, 'refuse those tokens'),
    ...nextSigner(key),
  ]
}

function nextSigner({ id, project }: Revocable): string[] {
  if (project?.currentSigningKey?.id !== id) return []
  const others = project.signers.nodes.filter((other) => other.id !== id && other.custody === 'SERVER')
  const active = others.find(({ state }) => state === 'ACTIVE')
  if (active) return [`New tokens are signed with ${called(active)}, which is already active.`]
  const pending = others.find(({ state }) => state === 'PENDING')
  const next = pending
    ? `The key ${called(pending)}, which is already published, signs at once.`
    : 'A new key is generated and signs at once.'
  return [`${next} Applications get new tokens without an interruption.`]
}

function ofHolderKey(key: Revocable): string[] {
  return [
    'The key leaves the JWKS at once; tokens that its holder signs are no longer accepted.',
    verifiers(key, 'refuse its tokens'),
  ]
}

/** A successor has its predecessor's name: the kid tells them apart. */
function called({ name, kid }: { name: string; kid: string }): string {
  return `“${name}” (${kid === confirmationOf(kid) ? kid : `…${confirmationOf(kid)}`})`
}

/** What verifiers with a cached JWKS do until they fetch it again. */
function verifiers({ project }: Revocable, refuse: string): string {
  const minutes = Math.ceil((project?.keyPolicy.jwksMaxAgeSeconds ?? 0) / 60)
  return `Servers that verify tokens themselves ${refuse} when they fetch the JWKS again: within ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`
}

/** A kid that is short enough to be typed as a whole. */
const SHORT_KID = 16
const END_OF_KID = 8

/**
 * What has to be typed to confirm: the kid, or the end of a long one. Names do not do: a successor
 * has its predecessor's; nor beginnings: kids that people choose often share them.
 */
export function confirmationOf(kid: string): string {
  return kid.length <= SHORT_KID ? kid : kid.slice(-END_OF_KID)
}
