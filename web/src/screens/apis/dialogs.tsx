import { lazyDialog } from '../../ui/lazyDialog'

// Each is a chunk of its own: an API is looked at more often than it is changed.
export const ConfirmDialog = lazyDialog(() => import('../../ui/ConfirmDialog').then((module) => module.ConfirmDialog))
export const DeleteDialog = lazyDialog(() => import('./DeleteDialog').then((module) => module.DeleteDialog))
