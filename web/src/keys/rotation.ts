import type { KeyPurpose, RotateKeyInput, RotationPreview } from '../graphql/generated/graphql'

/** When a signing key's successor shall sign: when verifiers can know it, at a time, or now. */
export type When = 'usual' | 'at' | 'now'

/** What the form of a rotation holds. */
export interface RotationWish {
  name: string
  /** RFC 3339: the successor's end; null: as long a life as its predecessor's. */
  expiresAt: string | null
  /** Signing keys. */
  when: When
  /** RFC 3339, for `at`. */
  activatesAt: string | null
  /** Signing keys: sooner than the publish-ahead allows. */
  force: boolean
  reason: string
  /** Admin and application keys. */
  overlapSeconds: number
}

/** The overlaps that are offered; the longest is the longest that the server takes. */
export const OVERLAPS = [
  { seconds: 0, label: 'None: it is refused at once' },
  { seconds: 3600, label: '1 hour' },
  { seconds: 86_400, label: '1 day' },
  { seconds: 604_800, label: '7 days' },
  { seconds: 2_592_000, label: '30 days' },
  { seconds: 7_776_000, label: '90 days' },
] as const

const USUAL_OVERLAP_SECONDS = 86_400

/** A form that nobody touched: the successor as the server would make it by itself. */
export function usualWish(name: string): RotationWish {
  return {
    name,
    expiresAt: null,
    when: 'usual',
    activatesAt: null,
    force: false,
    reason: '',
    overlapSeconds: USUAL_OVERLAP_SECONDS,
  }
}

/** What `rotationPreview` is asked. */
export function previewOf(purpose: KeyPurpose, wish: RotationWish) {
  if (purpose !== 'SIGNING') return { overlapSeconds: wish.overlapSeconds, activatesAt: null, force: false }
  return { overlapSeconds: null, activatesAt: wish.when === 'at' ? wish.activatesAt : null, force: isForced(wish) }
}

/** What `rotateKey` is asked. */
export function inputOf(keyId: string, purpose: KeyPurpose, wish: RotationWish): RotateKeyInput {
  const reason = wish.reason.trim()
  return {
    keyId,
    name: wish.name.trim(),
    expiresAt: wish.expiresAt,
    reason: reason === '' ? null : reason,
    ...previewOf(purpose, wish),
  }
}

/** Whether the audit log shall say why: the successor may sign before verifiers know it. */
export function isForced({ when, force }: RotationWish): boolean {
  return when === 'now' || (when === 'at' && force)
}

/** A step of a rotation, at a time. */
export interface Step {
  at: string
  what: string
}

/** What will happen and when, in order. */
export function stepsOf(purpose: KeyPurpose, plan: Omit<RotationPreview, 'refusal'>): Step[] {
  const { successorPublishedAt, successorActivatesAt, expiresAt } = plan
  if (purpose !== 'SIGNING') {
    return [
      { at: successorActivatesAt, what: 'The successor is in use, and you get its private key. This key is still accepted.' },
      { at: expiresAt, what: 'This key is accepted no more. Whoever signs with it must have the successor by then.' },
    ]
  }
  const signs = 'The successor signs. This key signs no more; its tokens are still accepted.'
  const leaves = { at: expiresAt, what: 'The last token of this key has ended, and it leaves the JWKS.' }
  if (successorPublishedAt === successorActivatesAt) {
    return [{ at: successorActivatesAt, what: `The successor is in the JWKS. ${signs}` }, leaves]
  }
  return [
    { at: successorPublishedAt, what: 'The successor is in the JWKS, so that verifiers know it before it signs.' },
    { at: successorActivatesAt, what: signs },
    leaves,
  ]
}
