import { lazyDialog } from '../../ui/lazyDialog'

// A chunk of its own: an API is looked at more often than it is changed.
export const DeleteDialog = lazyDialog(() => import('./DeleteDialog').then((module) => module.DeleteDialog))
