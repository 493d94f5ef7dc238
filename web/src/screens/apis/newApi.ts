import type { AcceptedToken } from '../../graphql/generated/graphql'
import type { ChosenApplication } from '../../ui/ApplicationSelect'

/** A new API as its form holds it. */
export interface NewApiValues {
  name: string
  identifier: string
  scopes: string[]
  accepts: AcceptedToken[]
  resourceServer: ChosenApplication | null
}

const NAME = /^[a-z0-9][a-z0-9-]{1,30}[a-z0-9]$/

/** What can be told without asking the server. */
export const validateNewApi = {
  name: (name: string) =>
    NAME.test(name) ? null : 'Use 3 to 32 lower-case letters, digits and hyphens; begin and end with a letter or digit.',
  identifier: (identifier: string) => (identifier.trim() === '' ? 'Give it an identifier, such as its address.' : null),
  accepts: acceptsProblem,
}

/** What is wrong with a choice of accepted tokens; null where nothing is. */
export function acceptsProblem(accepts: readonly AcceptedToken[]): string | null {
  return accepts.length === 0 ? 'Choose at least one. To let nobody in, disable the API.' : null
}

/** Where gateways will ask about an API of this name. */
export function verifyEndpoint(issuer: string, name: string): string {
  return `${issuer}/apis/${name === '' ? '…' : name}/verify`
}
