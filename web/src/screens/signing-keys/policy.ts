import type { Project } from '../../app/project'
import { duration, own, schedule } from '../../fields/field'
import type { KeyAlgorithm } from '../../graphql/generated/graphql'
import { isRsa } from '../../keys/pair'
import { algorithmName } from '../../keys/words'
import { durationInWords } from '../../ui/duration'

type Policy = Project['keyPolicy']

/** Every rule of a project's key policy: its form, what it sends and what is wrong with it. */
export const POLICY_SETTINGS = {
  signingAlgorithm: own<KeyAlgorithm>({
    label: 'Algorithm',
    help: 'Applies to new keys. If you change it, a successor with the new algorithm is created at once and signs after the publish-ahead.',
    initial: 'RS256',
  }),
  // Part of the algorithm's input.
  rsaBits: own<number>({ label: 'Size', initial: 2048 }),
  rotationPeriodSeconds: schedule({
    label: 'Rotate automatically',
    help: 'The next key is created, published and put into use on schedule.',
    durationLabel: 'How long a key signs',
    usual: 7_776_000,
  }),
  publishAheadSeconds: duration({
    label: 'Publish-ahead',
    help: 'How long a key is in the JWKS before it signs, so that verifiers have it by then.',
    initial: 86_400,
  }),
  jwksMaxAgeSeconds: duration({
    label: 'JWKS max-age',
    help: 'How long verifiers may cache the JWKS. A verifier that relies on its cache trusts a revoked key for up to this long.',
    initial: 300,
  }),
  maxAdminTokenLifetimeSeconds: duration({
    label: 'Maximum lifetime of admin tokens',
    help: 'Applies to tokens for the Admin API that this project’s admin keys sign.',
    initial: 86_400,
  }),
}

/** A rule in words. */
export interface PolicyFact {
  label: string
  value: string
  meaning: string
}

/** The policy, rule by rule, as people read it. */
export function policyFacts(policy: Policy): PolicyFact[] {
  const { signingAlgorithm, rsaBits, rotationPeriodSeconds, publishAheadSeconds, jwksMaxAgeSeconds } = policy
  const size = isRsa(signingAlgorithm) ? `, ${rsaBits} bits` : ''
  return [
    {
      label: POLICY_SETTINGS.signingAlgorithm.label,
      value: `${algorithmName(signingAlgorithm)}${size}`,
      meaning: 'Applies to new keys',
    },
    {
      label: 'Rotation',
      value: rotationPeriodSeconds === null ? 'Manual' : `Every ${durationInWords(rotationPeriodSeconds)}`,
      meaning:
        rotationPeriodSeconds === null ? 'A key signs until you rotate it' : 'The next key is created on schedule',
    },
    {
      label: POLICY_SETTINGS.publishAheadSeconds.label,
      value: durationInWords(publishAheadSeconds),
      meaning: 'How long a key is in the JWKS before it signs',
    },
    {
      label: POLICY_SETTINGS.jwksMaxAgeSeconds.label,
      value: durationInWords(jwksMaxAgeSeconds),
      meaning: 'How long verifiers may cache the JWKS',
    },
  ]
}
