import type { Project } from '../../app/project'
import type { KeyAlgorithm, KeyPolicyInput } from '../../graphql/generated/graphql'
import { isRsa } from '../../keys/pair'
import { algorithmName } from '../../keys/words'
import { durationInWords } from '../../ui/duration'

type Policy = Project['keyPolicy']

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
    { label: 'Algorithm', value: `${algorithmName(signingAlgorithm)}${size}`, meaning: 'Of the keys to come' },
    {
      label: 'Rotation',
      value: rotationPeriodSeconds === null ? 'By hand' : `Every ${durationInWords(rotationPeriodSeconds)}`,
      meaning: rotationPeriodSeconds === null ? 'A key signs until somebody rotates it' : 'The next key is made in time, by itself',
    },
    {
      label: 'Publish-ahead',
      value: durationInWords(publishAheadSeconds),
      meaning: 'A key is in the JWKS so long before it signs',
    },
    { label: 'JWKS max-age', value: durationInWords(jwksMaxAgeSeconds), meaning: 'So long a verifier may keep the JWKS' },
  ]
}

/** What the form of the policy holds; an empty text is a field without a number. */
export interface PolicyForm {
  signingAlgorithm: KeyAlgorithm
  rsaBits: number
  isScheduled: boolean
  rotationPeriodSeconds: number | ''
  publishAheadSeconds: number | ''
  jwksMaxAgeSeconds: number | ''
  maxAdminTokenLifetimeSeconds: number | ''
}

/** What a schedule that is switched on begins with: 90 days. */
const USUAL_PERIOD_SECONDS = 7_776_000

/** The form as the policy is. */
export function formOf(policy: Policy): PolicyForm {
  const { rotationPeriodSeconds, ...rest } = policy
  return {
    ...rest,
    isScheduled: rotationPeriodSeconds !== null,
    rotationPeriodSeconds: rotationPeriodSeconds ?? USUAL_PERIOD_SECONDS,
  }
}

/** What is missing, by field. The server knows the limits, and says them. */
export function missingOf(form: PolicyForm): Record<string, string | null> {
  const missing = (value: number | '') => (value === '' ? 'Say how long.' : null)
  return {
    rotationPeriodSeconds: form.isScheduled ? missing(form.rotationPeriodSeconds) : null,
    publishAheadSeconds: missing(form.publishAheadSeconds),
    jwksMaxAgeSeconds: missing(form.jwksMaxAgeSeconds),
    maxAdminTokenLifetimeSeconds: missing(form.maxAdminTokenLifetimeSeconds),
  }
}

/** What `updateProject` is asked: only what differs, so that nobody's change meanwhile is undone. */
export function changeOf(form: PolicyForm, policy: Policy): KeyPolicyInput {
  const { isScheduled, ...values } = form
  const wanted = { ...values, rotationPeriodSeconds: isScheduled ? values.rotationPeriodSeconds : null }
  const changed = Object.entries(wanted).filter(([name, value]) => value !== policy[name as keyof Policy])
  return Object.fromEntries(changed)
}
