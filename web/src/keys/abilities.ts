import type { Permission } from '../graphql/generated/graphql'
import type { KeyFieldsFragment } from './keyFields'

/** What can be done to a key. */
export type KeyAction = 'edit' | 'export' | 'rotate' | 'revoke'

type Subject = Pick<
  KeyFieldsFragment,
  'state' | 'purpose' | 'origin' | 'privateKeyRetained' | 'permissions' | 'successor'
>

/** What the holder of `held` can do to a key in its state. The server decides again. */
export function actionsFor(key: Subject, held: readonly Permission[]): KeyAction[] {
  // An operator changes no admin key that has more permissions than the operator's own.
  if (!(key.permissions ?? []).every((permission) => permission === 'READ' || held.includes(permission))) return []
  if (key.state === 'EXPIRED' || key.state === 'REVOKED') return []
  const canWrite = held.includes(key.purpose === 'ADMIN' ? 'ADMIN_KEYS_WRITE' : 'KEYS_WRITE')
  const actions: KeyAction[] = []
  if (canWrite && key.state === 'ACTIVE' && key.origin === 'GENERATED' && !key.successor) actions.push('rotate')
  if (canWrite) actions.push('edit')
  if (key.privateKeyRetained && held.includes('KEYS_EXPORT')) actions.push('export')
  if (canWrite) actions.push('revoke')
  return actions
}
