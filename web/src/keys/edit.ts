import type { KeyDetailsFragment, UpdateKeyInput } from '../graphql/generated/graphql'

/** What the form of a key holds: what of it can be changed. */
export interface EditValues {
  name: string
  /** RFC 3339; null: no end. */
  expiresAt: string | null
  /** Admin keys. */
  permissions: NonNullable<KeyDetailsFragment['permissions']>
  /** RSA keys of an application. */
  additionalAlgorithms: KeyDetailsFragment['additionalAlgorithms']
  /** Signing keys: an end so near that the successor signs before the publish-ahead. */
  force: boolean
  /** Why, for the audit log; sent with `force` alone. */
  reason: string
}

/** The key as it is, as the form shows it. */
export function valuesOf({ name, expiresAt, permissions, additionalAlgorithms }: KeyDetailsFragment): EditValues {
  return { name, expiresAt, permissions: permissions ?? [], additionalAlgorithms, force: false, reason: '' }
}

/** Only the changed fields: an absent field keeps its value and needs no permission. */
export function changesOf(key: KeyDetailsFragment, values: EditValues): UpdateKeyInput {
  const input: UpdateKeyInput = { keyId: key.id }
  const name = values.name.trim()
  if (name !== key.name) input.name = name
  if (values.expiresAt !== key.expiresAt) input.expiresAt = values.expiresAt
  if (!isSameSet(values.permissions, key.permissions ?? [])) input.permissions = values.permissions
  if (!isSameSet(values.additionalAlgorithms, key.additionalAlgorithms)) {
    input.additionalAlgorithms = values.additionalAlgorithms
  }
  if (values.force) {
    input.force = true
    input.reason = values.reason.trim()
  }
  return input
}

/** Whether the refusal of a change may be overcome by force: a nearer end of a key that signs here. */
export function isForceable(key: KeyDetailsFragment, values: EditValues, code: string | undefined): boolean {
  const signsHere = key.purpose === 'SIGNING' && key.custody === 'SERVER'
  return signsHere && code === 'PRECONDITION_FAILED' && values.expiresAt !== null && values.expiresAt !== key.expiresAt
}

function isSameSet(some: string[], others: string[]): boolean {
  return [...some].sort().join() === [...others].sort().join()
}
