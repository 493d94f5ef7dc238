import { duration, names, text } from '../../fields/field'

/** Every setting of a provider but its client secret: its forms, what they send and what is wrong with it. */
export const PROVIDER_SETTINGS = {
  name: text({
    label: 'Name',
    help: 'Stands on the button of the sign-in page: “Sign in with Acme”. Everybody can see it.',
    placeholder: 'Acme',
    required: 'Enter a name.',
    longest: 100,
  }),
  issuer: text({
    only: 'create',
    label: 'Issuer URL',
    help: 'As in the provider’s discovery document, letter for letter. Fixed once the provider is added.',
    placeholder: 'https://login.example.com/realms/acme',
    required: 'Enter the issuer URL.',
    longest: 2048,
    code: 'url',
  }),
  clientId: text({
    label: 'Client ID',
    help: 'Of the client that is registered for Keyplane at the provider.',
    required: 'Enter the client ID.',
    longest: 255,
    code: 'name',
  }),
  scopes: names({
    label: 'Scopes',
    help: 'What the sign-in asks for beside openid. Some providers give groups only for a scope of their own.',
    placeholder: 'profile email',
    split: true,
  }),
  caCertificate: text({
    label: 'CA certificate',
    help: 'Optional. PEM of the certificate authority of the provider, if it is not a public one.',
    nullable: true,
    longest: 65_536,
    lines: 3,
  }),
  sessionLengthSeconds: duration({
    label: 'Longest session',
    help: '5 minutes to 12 hours. Then the provider is asked again, without a page if the person is signed in there. Applies to new sessions.',
    initial: 28_800,
    range: { shortest: 300, longest: 43_200 },
  }),
  idleSeconds: duration({
    label: 'End after inactivity',
    help: '5 minutes to 12 hours. A session that is not used for so long ends.',
    initial: 3600,
    range: { shortest: 300, longest: 43_200 },
  }),
}
