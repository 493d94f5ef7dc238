import type { UpdateApplicationInput } from '../../graphql/generated/graphql'
import { lifetimeProblem } from './lifetime'
import type { Application } from './fields'

/** The settings as their form holds them. */
export interface SettingsValues {
  name: string
  issueJwt: boolean
  accessTokenLifetimeSeconds: number | ''
  allowAnySubject: boolean
  allowTokenEndpointAudience: boolean
  allowedClaims: string[]
}

/** The form's fields under the names that the server gives them in a refusal. */
export const SERVER_FIELDS = [
  'name',
  'accessTokenLifetimeSeconds',
  'allowAnySubject',
  'allowTokenEndpointAudience',
  'allowedClaims',
]

/** What the form begins with. */
export function settingsOf(application: Application): SettingsValues {
  const { name, accessTokenLifetimeSeconds, allowAnySubject, allowTokenEndpointAudience, allowedClaims } = application
  return {
    name,
    issueJwt: application.accessTokenFormat === 'JWT',
    accessTokenLifetimeSeconds,
    allowAnySubject,
    allowTokenEndpointAudience,
    allowedClaims,
  }
}

/** What can be told without asking the server. */
export const validateSettings = {
  name: (name: string) => (name.trim() === '' ? 'Give it a name.' : null),
  accessTokenLifetimeSeconds: lifetimeProblem,
}

/** The change, with no more in it than what differs: two operators do not undo each other's. */
export function settingsChange(application: Application, values: SettingsValues): UpdateApplicationInput {
  const before = settingsOf(application)
  const { name, issueJwt, accessTokenLifetimeSeconds, allowedClaims } = values
  const { allowAnySubject, allowTokenEndpointAudience } = values
  const sameClaims = JSON.stringify(before.allowedClaims) === JSON.stringify(allowedClaims)
  return {
    applicationId: application.id,
    ...(before.name !== name.trim() && { name: name.trim() }),
    ...(before.issueJwt !== issueJwt && { accessTokenFormat: issueJwt ? 'JWT' : 'OPAQUE' }),
    ...(accessTokenLifetimeSeconds !== '' &&
      before.accessTokenLifetimeSeconds !== accessTokenLifetimeSeconds && { accessTokenLifetimeSeconds }),
    ...(before.allowAnySubject !== allowAnySubject && { allowAnySubject }),
    ...(before.allowTokenEndpointAudience !== allowTokenEndpointAudience && { allowTokenEndpointAudience }),
    ...(!sameClaims && { allowedClaims }),
  }
}
