import { lazyDialog } from '../../ui/lazyDialog'

// Each is a chunk of its own: the list is looked at more often than it is changed.
export const WebhookDialog = lazyDialog(() => import('./WebhookDialog').then((module) => module.WebhookDialog))
export const WebhookDrawer = lazyDialog(
  () => import('./WebhookDrawer').then((module) => module.WebhookDrawer),
  ({ webhookId }) => webhookId !== undefined,
)
export const RotateDialog = lazyDialog(() => import('./RotateDialog').then((module) => module.RotateDialog))
export const DeleteDialog = lazyDialog(() => import('./DeleteDialog').then((module) => module.DeleteDialog))
