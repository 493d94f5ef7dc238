import { lazyDialog } from '../../ui/lazyDialog'

// Each is a chunk of its own: a provider is looked at more often than it is changed.
export const NewProviderDialog = lazyDialog(() =>
  import('./NewProviderDialog').then((module) => module.NewProviderDialog),
)
export const DeleteProviderDialog = lazyDialog(() =>
  import('./DeleteProviderDialog').then((module) => module.DeleteProviderDialog),
)
export const ClientSecretDialog = lazyDialog(() =>
  import('./ClientSecretDialog').then((module) => module.ClientSecretDialog),
)
export const RuleDialog = lazyDialog(() => import('./RuleDialog').then((module) => module.RuleDialog))
export const DeleteRuleDialog = lazyDialog(
  () => import('./DeleteRuleDialog').then((module) => module.DeleteRuleDialog),
  ({ rule }) => rule !== undefined,
)
export const EndSessionDialog = lazyDialog(
  () => import('./EndSessionDialog').then((module) => module.EndSessionDialog),
  ({ session }) => session !== undefined,
)
