import { cards, checks, count, duration, labels, names, own, text, toggle } from '../../fields/field'
import type { AccessTokenFormat, ClientAuthMethod, FederatedGrant } from '../../graphql/generated/graphql'
import { TYPE_CHOICES } from './words'

/** Every setting of an application: its forms, what they send and what is wrong with it. */
export const APPLICATION_SETTINGS = {
  name: text({
    label: 'Name',
    help: 'Display name, such as “Billing worker”. You can change it later.',
    required: 'Enter a name.',
    longest: 100,
  }),
  type: cards({
    only: 'create',
    label: 'What it does',
    help: 'Fixed once the application is created.',
    initial: 'SERVICE',
    choices: TYPE_CHOICES,
  }),
  // On an existing application, a dialog changes it: it forgets the secrets.
  authMethod: own<ClientAuthMethod>({ only: 'create', label: 'Authentication method', initial: 'PRIVATE_KEY_JWT' }),
  description: text({
    label: 'Description',
    help: 'Optional. What the application is for, up to 500 characters.',
    longest: 500,
    lines: 2,
  }),
  owner: text({
    label: 'Owner',
    help: 'Optional. Contact for the application, such as a team or an email address, up to 200 characters.',
    placeholder: 'billing@example.com',
    longest: 200,
  }),
  labels: labels({
    label: 'Labels',
    help: 'Optional. Up to 32 pairs of key and value. The list of applications filters by labels.',
  }),
  accessTokenFormat: toggle<AccessTokenFormat>({
    only: 'edit',
    of: 'SERVICE',
    group: 'Access tokens',
    label: 'Issue JWT as access token',
    help: 'On: a signed JWT (RFC 9068), which any service verifies with the project’s public keys. Off: an opaque random string, which only introspection verifies. Tokens that are already issued stay as they are.',
    initial: 'JWT',
    on: 'JWT',
    off: 'OPAQUE',
  }),
  accessTokenLifetimeSeconds: duration({
    only: 'edit',
    of: 'SERVICE',
    group: 'Access tokens',
    label: 'Lifetime',
    help: '1 minute to 28 days. Shorter is safer: a service that verifies only the signature of a JWT accepts it until it expires.',
    initial: 1800,
    range: { shortest: 60, longest: 2_419_200 },
  }),
  tokensPerMinute: count({
    only: 'edit',
    of: 'SERVICE',
    group: 'Access tokens',
    label: 'Quota',
    help: 'Optional. How many tokens the application gets in a minute; further requests are answered with 429. Each replica counts the tokens that it issues.',
    placeholder: 'No quota',
    unit: 'tokens a minute',
    range: { least: 1, most: 1_000_000 },
  }),
  allowAnySubject: toggle<boolean>({
    only: 'edit',
    of: 'SERVICE',
    group: 'Assertions',
    label: 'Allow any subject',
    help: 'Its JWT bearer grants may name any subject: the token carries the sub that the application signs. Turn it on only for an application that you trust to name its users.',
    initial: false,
    on: true,
    off: false,
  }),
  allowTokenEndpointAudience: toggle<boolean>({
    only: 'edit',
    group: 'Assertions',
    label: 'Allow the token endpoint as audience',
    help: 'For older libraries, which put the URL of the token endpoint into aud. Newer libraries put the issuer there.',
    initial: false,
    on: true,
    off: false,
  }),
  allowedClaims: names({
    only: 'edit',
    of: 'SERVICE',
    group: 'Assertions',
    label: 'Allowed claims',
    help: 'Claims of its JWT bearer grants that are copied into the token. Press Enter after each name. Registered claims, such as sub or scope, are refused.',
    placeholder: 'tenant',
  }),
  federatedGrants: checks<FederatedGrant>({
    only: 'edit',
    of: 'SERVICE',
    group: 'Federated identities',
    label: 'Grants without client authentication',
    help: 'Further ways in for a token of a trusted issuer, besides the authentication method. Turn one on only if the workload’s software needs it.',
    initial: [],
    choices: [
      {
        value: 'JWT_BEARER',
        label: 'JWT bearer grant',
        explanation: 'The token is the grant (RFC 7523). MCP clients with workload identity use it.',
      },
      {
        value: 'TOKEN_EXCHANGE',
        label: 'Token exchange',
        explanation: 'The token is exchanged as subject_token (RFC 8693).',
      },
    ],
  }),
  federatedClaim: toggle<boolean>({
    only: 'edit',
    of: 'SERVICE',
    group: 'Federated identities',
    label: 'Name the workload in access tokens',
    help: 'Access tokens that were issued for a token of a trusted issuer carry its iss and sub in the claim federated. The audit log has both in any case.',
    initial: false,
    on: true,
    off: false,
  }),
}
