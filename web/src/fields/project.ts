import { text, toggle } from './field'

/** Every setting of a project but its key policy: its forms, what they send and what is wrong with it. */
export const PROJECT_SETTINGS = {
  name: text({
    label: 'Name',
    help: 'Display name. You can change it later.',
    required: 'Enter a name.',
    longest: 100,
  }),
  // The input follows the name, and asks the server whether the slug is free.
  slug: text({ only: 'create', label: 'Slug', required: 'Enter a slug.', longest: 32, code: 'name' }),
  description: text({
    label: 'Description',
    help: 'Optional. What the project is for, up to 500 characters.',
    longest: 500,
    lines: 2,
  }),
  authorizationEndpoint: text({
    only: 'edit',
    label: 'Login URL',
    help: 'Optional. The project’s own login page, published as authorization_endpoint in its discovery document.',
    placeholder: 'https://login.example.com/authorize',
    nullable: true,
    longest: 2048,
    code: 'url',
  }),
  acceptAudienceParameter: toggle<boolean>({
    only: 'edit',
    label: 'Accept the audience parameter',
    help: 'Applications may name an API as audience instead of resource when they ask for a token, as clients of Auth0, Hydra and Kafka do. Otherwise audience is ignored.',
    initial: true,
    on: true,
    off: false,
  }),
}
