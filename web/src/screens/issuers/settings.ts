import { duration, own, text, toggle } from '../../fields/field'
import type { IssuerKeySource, KeyAlgorithm } from '../../graphql/generated/graphql'

/** Every setting of a trusted issuer: its forms, what they send and what is wrong with it. */
export const ISSUER_SETTINGS = {
  name: text({
    label: 'Name',
    help: 'Display name, such as “GitHub Actions”. You can change it later.',
    required: 'Enter a name.',
    longest: 100,
  }),
  issuer: text({
    only: 'create',
    label: 'Issuer',
    help: 'The iss of its tokens, letter for letter. Fixed once the issuer is trusted.',
    placeholder: 'https://login.example.com',
    nullable: true,
    longest: 2048,
    code: 'url',
  }),
  trustDomain: text({
    only: 'create',
    label: 'Trust domain',
    help: 'Of the SPIFFE IDs in its tokens, without spiffe://. Fixed once the issuer is trusted.',
    placeholder: 'acme.example',
    nullable: true,
    longest: 255,
    code: 'name',
  }),
  keySource: own<IssuerKeySource>({ only: 'create', label: 'Where its keys are', initial: 'DISCOVERY' }),
  discoveryUrl: text({
    label: 'Discovery URL',
    help: 'Optional. Where the discovery document is, if not below the issuer.',
    nullable: true,
    longest: 2048,
    code: 'url',
  }),
  jwksUri: text({
    label: 'Key set URL',
    help: 'A JWK Set (RFC 7517), or the trust bundle of a SPIFFE issuer.',
    placeholder: 'https://login.example.com/jwks.json',
    nullable: true,
    longest: 2048,
    code: 'url',
  }),
  // Text here, JSON for the server.
  jwks: own<string>({ label: 'Key set', initial: '' }),
  audience: text({
    label: 'Expected audience',
    help: 'Optional. The only aud of its tokens; if it is empty, the issuer URL of this project.',
    nullable: true,
    longest: 255,
    code: 'url',
  }),
  allowSharedAudience: toggle<boolean>({
    label: 'Allow a shared audience',
    help: 'For an audience that other recipients accept, too. A token that one of them received could then be used here.',
    initial: false,
    on: true,
    off: false,
  }),
  reason: text({
    label: 'Reason for the shared audience',
    help: 'For the audit log.',
    nullable: true,
    longest: 500,
  }),
  maxAgeSeconds: duration({
    label: 'Longest age of a token',
    help: '1 minute to 1 day, counted from iat.',
    initial: 3600,
    range: { shortest: 60, longest: 86_400 },
  }),
  singleUse: toggle<boolean>({
    label: 'Accept each token once',
    help: 'Needs tokens with a jti, requested for one use each. Kubernetes and SPIRE show one token many times: leave it off there.',
    initial: false,
    on: true,
    off: false,
  }),
  algorithms: own<KeyAlgorithm[]>({ label: 'Algorithms', initial: [] }),
  caCertificate: text({
    label: 'CA certificate',
    help: 'Optional. PEM of the certificate authority of the issuer’s server, if it is not a public one.',
    nullable: true,
    longest: 65_536,
    lines: 3,
  }),
  expiresAt: own<string | null>({ label: 'Expires', initial: null }),
}

/** The settings that a form shows, besides those of the key source. */
export const ALWAYS = ['name'] as const

/** What can be left as it is by most. */
export const FURTHER = ['maxAgeSeconds', 'singleUse', 'algorithms', 'caCertificate'] as const
