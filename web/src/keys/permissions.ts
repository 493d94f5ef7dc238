import type { Permission } from '../graphql/generated/graphql'

/** What the holder of an admin key may do, in words. */
export const PERMISSIONS: { permission: Permission; label: string; meaning: string }[] = [
  { permission: 'READ', label: 'Read', meaning: 'See everything but the audit log. Each of the others includes it.' },
  { permission: 'AUDIT_READ', label: 'Read the audit log', meaning: 'See who did what.' },
  { permission: 'PROJECT_WRITE', label: 'Change the project', meaning: 'Its name, its login, its key policy.' },
  { permission: 'APPLICATIONS_WRITE', label: 'Applications', meaning: 'Make, change and delete them, their secrets and tokens.' },
  { permission: 'KEYS_WRITE', label: 'Keys', meaning: 'Make, rotate and revoke application and signing keys.' },
  { permission: 'KEYS_EXPORT', label: 'Export private keys', meaning: 'Download private keys that the server keeps.' },
  { permission: 'ADMIN_KEYS_WRITE', label: 'Admin keys', meaning: 'Make, change and revoke keys like this one.' },
  { permission: 'INSTANCE_WRITE', label: 'Projects', meaning: 'Create and delete projects. Of keys of the instance only.' },
]

/** The permissions that a key of this scope can have, in the order in which they are shown. */
export function permissionsOf(scope: 'INSTANCE' | 'PROJECT') {
  return PERMISSIONS.filter(({ permission }) => scope === 'INSTANCE' || permission !== 'INSTANCE_WRITE')
}

/** Whether a key that holds `held` may grant `permission`: nobody grants what they lack. */
export function canGrant(held: readonly Permission[], permission: Permission): boolean {
  return permission === 'READ' ? held.length > 0 : held.includes(permission)
}
