import { lazyDialog } from '../ui/lazyDialog'

// A chunk of its own: grants are looked at more often than they are changed.
export const GrantDialog = lazyDialog(() => import('./GrantDialog').then((module) => module.GrantDialog))
