import { application, checks, names, text } from '../../fields/field'
import type { AcceptedToken } from '../../graphql/generated/graphql'
import { ACCEPTED_CHOICES } from './words'

const NAME_RULE = 'Use 3 to 32 lower-case letters, digits and hyphens; begin and end with a letter or digit.'

/** Every setting of an API: its forms, what they send and what is wrong with it. */
export const API_SETTINGS = {
  name: text({
    only: 'create',
    label: 'Name',
    help: 'Part of the verify endpoint below. Fixed once the API is registered.',
    placeholder: 'orders',
    required: NAME_RULE,
    longest: 32,
    pattern: { holds: /^[a-z0-9][a-z0-9-]{1,30}[a-z0-9]$/, message: NAME_RULE },
    code: 'name',
  }),
  identifier: text({
    only: 'create',
    label: 'Identifier',
    help: 'The audience of its tokens: an absolute URI, usually the URL of the API. Fixed once the API is registered.',
    placeholder: 'https://api.example.com/orders',
    required: 'Enter an identifier, such as the URL of the API.',
    longest: 255,
    code: 'url',
  }),
  description: text({
    label: 'Description',
    help: 'Optional. What the API is for, up to 500 characters.',
    longest: 500,
    lines: 2,
  }),
  // On an existing API, a tab of its own changes them: it says which grants lose a scope.
  scopes: names({
    only: 'create',
    label: 'Scopes',
    help: 'What can be granted, such as read or orders:write. Press Enter or Space after each.',
    placeholder: 'read',
    split: true,
  }),
  accepts: checks<AcceptedToken>({
    label: 'Accepted tokens',
    help: 'Choose at least one kind. Tokens of any other kind are refused with 401 as soon as you save.',
    initial: ['ACCESS_TOKEN'],
    choices: ACCEPTED_CHOICES,
    required: 'Choose at least one. To shut the API, disable it.',
  }),
  resourceServer: application({
    label: 'Resource server',
    help: 'Optional. The application that serves the API; it may introspect the API’s tokens.',
    placeholder: 'None',
  }),
  externalId: text({
    only: 'edit',
    label: 'External ID',
    help: 'Optional. Its name in configuration files and other tools, unique in the project, up to 128 characters.',
    nullable: true,
    longest: 128,
    code: 'name',
  }),
}
