import type { Permission } from '../graphql/generated/graphql'

/** What the holder of an admin key may do, in words. */
export const PERMISSIONS: { permission: Permission; label: string; meaning: string }[] = [
  {
    permission: 'READ',
    label: 'Read',
    meaning: 'See everything except the audit log. Every other permission includes it.',
  },
  { permission: 'AUDIT_READ', label: 'Read the audit log', meaning: 'See who changed what.' },
  { permission: 'PROJECT_WRITE', label: 'Change the project', meaning: 'Change its name, settings and key policy.' },
  {
    permission: 'APPLICATIONS_WRITE',
    label: 'Manage applications',
    meaning: 'Create, change and delete applications, APIs, grants, secrets and tokens.',
  },
  {
    permission: 'KEYS_WRITE',
    label: 'Manage keys',
    meaning: 'Create, rotate and revoke application keys and signing keys.',
  },
  { permission: 'KEYS_EXPORT', label: 'Export private keys', meaning: 'Download private keys that the server keeps.' },
  { permission: 'ADMIN_KEYS_WRITE', label: 'Manage admin keys', meaning: 'Create, change and revoke admin keys.' },
  {
    permission: 'INSTANCE_WRITE',
    label: 'Manage projects',
    meaning: 'Create and delete projects. For instance keys only.',
  },
]

/** The permissions that a key of this scope can have, in the order in which they are shown. */
export function permissionsOf(scope: 'INSTANCE' | 'PROJECT') {
  return PERMISSIONS.filter(({ permission }) => scope === 'INSTANCE' || permission !== 'INSTANCE_WRITE')
}

/** Whether a key that holds `held` can grant `permission`: a key grants only what it has. */
export function canGrant(held: readonly Permission[], permission: Permission): boolean {
  return permission === 'READ' ? held.length > 0 : held.includes(permission)
}

/** The permissions of a key, in order; READ only where there is no other, since each includes it. */
export function shortPermissions(held: readonly string[]): Permission[] {
  const names = PERMISSIONS.map(({ permission }) => permission).filter((permission) => held.includes(permission))
  return names.length > 1 ? names.filter((permission) => permission !== 'READ') : names
}

/** The same in a few words, for a table. */
export function permissionsSummary(held: readonly string[], scope: 'INSTANCE' | 'PROJECT'): string {
  if (permissionsOf(scope).every(({ permission }) => permission === 'READ' || held.includes(permission)))
    return 'everything'
  const names = shortPermissions(held)
  const [first, ...others] = names
  return first !== undefined && others.length > 1 ? `${first} +${others.length}` : names.join(', ')
}
