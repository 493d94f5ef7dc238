import { lazyDialog } from '../../ui/lazyDialog'

// Each is a chunk of its own: an application is looked at more often than it is changed.
export const DeleteDialog = lazyDialog(() => import('./DeleteDialog').then((module) => module.DeleteDialog))
export const RevokeSecretDialog = lazyDialog(
  () => import('./RevokeSecretDialog').then((module) => module.RevokeSecretDialog),
  ({ secret }) => secret !== undefined,
)
export const RevokeTokensDialog = lazyDialog(() =>
  import('./RevokeTokensDialog').then((module) => module.RevokeTokensDialog),
)
export const RotateSecretDialog = lazyDialog(() =>
  import('./RotateSecretDialog').then((module) => module.RotateSecretDialog),
)
