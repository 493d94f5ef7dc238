import { lazyDialog } from '../../ui/lazyDialog'

// Each is a chunk of its own: an application is looked at more often than it is changed.
export const DeleteDialog = lazyDialog(() => import('./DeleteDialog').then((module) => module.DeleteDialog))
export const IdentityDialog = lazyDialog(() => import('./IdentityDialog').then((module) => module.IdentityDialog))
export const DeleteIdentityDialog = lazyDialog(
  () => import('./DeleteIdentityDialog').then((module) => module.DeleteIdentityDialog),
  ({ identity }) => identity !== undefined,
)
export const SnippetDialog = lazyDialog(
  () => import('../../federation/SnippetDialog').then((module) => module.SnippetDialog),
  ({ identity }) => identity !== undefined,
)
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
