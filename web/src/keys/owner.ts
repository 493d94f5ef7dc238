import { useProject } from '../app/project'
import type { KeyAlgorithm, Permission } from '../graphql/generated/graphql'

/** Whose keys a table lists and a dialog makes: the parts of this folder take all four. */
export type KeyOwner =
  /** Admin keys of the instance. */
  | { kind: 'instance'; audience: string; endpoint: string }
  /** Admin keys of a project. */
  | { kind: 'project'; projectId: string; slug: string; endpoint: string }
  /** Keys of an application. */
  | { kind: 'application'; applicationId: string; issuer: string; tokenEndpoint: string }
  /** Signing keys of a project. */
  | { kind: 'signing'; projectId: string; slug: string; algorithm: KeyAlgorithm; rsaBits: number; publishAheadSeconds: number }

/** The admin keys of the project of the address. */
export function useProjectAdminKeys(): KeyOwner {
  const { id, slug, endpoints } = useProject()
  return { kind: 'project', projectId: id, slug, endpoint: endpoints.graphql }
}

/** The signing keys of the project of the address. */
export function useProjectSigningKeys(): KeyOwner {
  const { id, slug, keyPolicy } = useProject()
  const { signingAlgorithm: algorithm, rsaBits, publishAheadSeconds } = keyPolicy
  return { kind: 'signing', projectId: id, slug, algorithm, rsaBits, publishAheadSeconds }
}

/** The keys of an application of the project of the address. */
export function useApplicationKeys(applicationId: string): KeyOwner {
  const { endpoints } = useProject()
  return { kind: 'application', applicationId, issuer: endpoints.issuer, tokenEndpoint: endpoints.token }
}

/** Whether these are keys that call the Admin API. */
export function isAdmin(owner: KeyOwner): boolean {
  return owner.kind === 'instance' || owner.kind === 'project'
}

/** The permission that making and changing such keys needs. */
export function writePermission(owner: KeyOwner): Permission {
  return isAdmin(owner) ? 'ADMIN_KEYS_WRITE' : 'KEYS_WRITE'
}

/** How one of them is called. */
export function nounOf(owner: KeyOwner): string {
  switch (owner.kind) {
    case 'instance':
    case 'project':
      return 'admin key'
    case 'application':
      return 'application key'
    case 'signing':
      return 'signing key'
  }
}
