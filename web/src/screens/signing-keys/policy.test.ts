import { expect, test } from 'vitest'

import { problemOf } from '../../fields/problems'
import { changeOf, valuesOf } from '../../fields/values'
import { POLICY_SETTINGS, policyFacts } from './policy'

const policy = {
  signingAlgorithm: 'RS256',
  rsaBits: 2048,
  rotationPeriodSeconds: null,
  publishAheadSeconds: 86_400,
  jwksMaxAgeSeconds: 300,
  maxAdminTokenLifetimeSeconds: 86_400,
} as const

const before = valuesOf(POLICY_SETTINGS, policy)

test('a form that nobody touched changes nothing', () => {
  expect(changeOf(POLICY_SETTINGS, before, before)).toEqual({})
})

test('only what differs is sent', () => {
  expect(changeOf(POLICY_SETTINGS, before, { ...before, publishAheadSeconds: 3600 })).toEqual({
    publishAheadSeconds: 3600,
  })
})

test('a schedule that is switched on begins with 90 days, one that is switched off is null', () => {
  const { usual } = POLICY_SETTINGS.rotationPeriodSeconds
  expect(changeOf(POLICY_SETTINGS, before, { ...before, rotationPeriodSeconds: usual })).toEqual({
    rotationPeriodSeconds: 7_776_000,
  })
  const scheduled = { ...before, rotationPeriodSeconds: 864_000 }
  expect(changeOf(POLICY_SETTINGS, scheduled, before)).toEqual({ rotationPeriodSeconds: null })
})

test('an empty period is missing only where there is a schedule', () => {
  expect(problemOf(POLICY_SETTINGS.rotationPeriodSeconds, null)).toBeNull()
  expect(problemOf(POLICY_SETTINGS.rotationPeriodSeconds, '')).toBe('Enter a duration.')
})

test('the size is told of RSA keys only', () => {
  expect(policyFacts(policy)[0]?.value).toBe('RS256, 2048 bits')
  expect(policyFacts({ ...policy, signingAlgorithm: 'EDDSA' })[0]?.value).toBe('EdDSA')
})
