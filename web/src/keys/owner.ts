import { useProject } from '../app/project'
import type { KeyAlgorithm, Permission } from '../graphql/generated/graphql'

/** Admin keys of the instance. */
export interface InstanceKeys {
  kind: 'instance'
  /** What names the instance in `aud`: the server's public URL. */
  audience: string
  endpoint: string
}

/** Admin keys of a project. */
export interface ProjectKeys {
  kind: 'project'
  projectId: string
  slug: string
  /** What names the project in `aud`: its issuer. */
  audience: string
  endpoint: string
}

/** Keys of an application. */
export interface ApplicationKeys {
  kind: 'application'
  applicationId: string
  issuer: string
  tokenEndpoint: string
}

/** Signing keys of a project; what its policy says of new ones. */
export interface SigningKeys {
  kind: 'signing'
  projectId: string
  slug: string
  algorithm: KeyAlgorithm
  rsaBits: number
  publishAheadSeconds: number
}

/** Whose keys a table lists and a dialog makes: the parts of this folder take all four. */
export type KeyOwner = InstanceKeys | ProjectKeys | ApplicationKeys | SigningKeys

/** The admin keys of the instance whose Admin API is at `endpoint`: `{public URL}/graphql`. */
export function instanceAdminKeys(endpoint: string): InstanceKeys {
  return { kind: 'instance', audience: endpoint.replace(/\/graphql$/, ''), endpoint }
}

/** The admin keys of the project of the address. */
export function useProjectAdminKeys(): ProjectKeys {
  const { id, slug, endpoints } = useProject()
  return { kind: 'project', projectId: id, slug, audience: endpoints.issuer, endpoint: endpoints.graphql }
}

/** The signing keys of the project of the address. */
export function useProjectSigningKeys(): SigningKeys {
  const { id, slug, keyPolicy } = useProject()
  const { signingAlgorithm: algorithm, rsaBits, publishAheadSeconds } = keyPolicy
  return { kind: 'signing', projectId: id, slug, algorithm, rsaBits, publishAheadSeconds }
}

/** The keys of an application of the project of the address. */
export function useApplicationKeys(applicationId: string): ApplicationKeys {
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
