import type { AcceptedToken, UpdateApiInput } from '../../graphql/generated/graphql'
import type { ChosenApplication } from '../../ui/ApplicationSelect'
import type { Api } from './fields'

/** The settings as their form holds them. */
export interface ApiSettingsValues {
  accepts: AcceptedToken[]
  resourceServer: ChosenApplication | null
}

/** What the form begins with. */
export function settingsOf({ accepts, resourceServer }: Api): ApiSettingsValues {
  return { accepts, resourceServer }
}

/** The change, with no more in it than what differs: two operators do not undo each other's. */
export function settingsChange(api: Api, { accepts, resourceServer }: ApiSettingsValues): UpdateApiInput {
  const isSame = accepts.length === api.accepts.length && accepts.every((kind) => api.accepts.includes(kind))
  return {
    apiId: api.id,
    ...(!isSame && { accepts }),
    ...(resourceServer?.id !== api.resourceServer?.id && { resourceServerId: resourceServer?.id ?? null }),
  }
}
