import type { KeyPurpose, RotateKeyInput } from '../graphql/generated/graphql'

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
  { seconds: 0, label: 'None: refuse it at once' },
  { seconds: 3600, label: '1 hour' },
  { seconds: 86_400, label: '1 day' },
  { seconds: 604_800, label: '7 days' },
  { seconds: 2_592_000, label: '30 days' },
  { seconds: 7_776_000, label: '90 days' },
] as const

const USUAL_OVERLAP_SECONDS = 86_400

/** An untouched form: the successor that the server would create on schedule. */
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

/** The dates of a rotation preview, RFC 3339. */
export interface PlannedDates {
  successorPublishedAt: string
  successorActivatesAt: string
  /** From when the key is no longer accepted. */
  expiresAt: string
}

/** Why a rotation would be refused. */
export interface Refusal {
  /** The field of the form that has to be another; null where no field helps. */
  field: 'activatesAt' | 'overlapSeconds' | null
  message: string
}

/** Reads a preview's refusal, in which fields are named as in the input of `rotateKey`. */
export function refusalOf(text: string): Refusal {
  const named = /^input\.(activatesAt|overlapSeconds): (.*)$/.exec(text)
  if (!named) return { field: null, message: text }
  return { field: named[1] as Refusal['field'], message: named[2] ?? text }
}

/** A step of a rotation; at once where there is no time. */
export interface Step {
  at: string | null
  what: string
}

/** What will happen and when, in order. */
export function stepsOf(purpose: KeyPurpose, plan: PlannedDates): Step[] {
  const { successorPublishedAt, successorActivatesAt, expiresAt } = plan
  if (purpose !== 'SIGNING') {
    return [
      { at: null, what: 'The successor is active, and you get its private key. This key is still accepted.' },
      { at: expiresAt, what: 'This key is no longer accepted. Install the successor by then.' },
    ]
  }
  const signs = 'The successor signs. This key no longer signs; its tokens are still accepted.'
  const leaves = { at: expiresAt, what: 'The last token of this key has expired, and the key leaves the JWKS.' }
  if (successorPublishedAt === successorActivatesAt) {
    return [{ at: null, what: `The successor is in the JWKS. ${signs}` }, leaves]
  }
  return [
    { at: null, what: 'The successor is in the JWKS, so that verifiers have it before it signs.' },
    { at: successorActivatesAt, what: signs },
    leaves,
  ]
}
