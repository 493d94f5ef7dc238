import { expect, test } from 'vitest'

import { changeOf, formOf, missingOf, policyFacts } from './policy'

const policy = {
  signingAlgorithm: 'RS256',
  rsaBits: 2048,
  rotationPeriodSeconds: null,
  publishAheadSeconds: 86_400,
  jwksMaxAgeSeconds: 300,
  maxAdminTokenLifetimeSeconds: 86_400,
} as const

test('a form that nobody touched changes nothing', () => {
  expect(changeOf(formOf(policy), policy)).toEqual({})
})

test('only what differs is sent', () => {
  expect(changeOf({ ...formOf(policy), publishAheadSeconds: 3600 }, policy)).toEqual({ publishAheadSeconds: 3600 })
})

test('a schedule that is switched on begins with 90 days, one that is switched off is null', () => {
  const switchedOn = { ...formOf(policy), isScheduled: true }
  expect(changeOf(switchedOn, policy)).toEqual({ rotationPeriodSeconds: 7_776_000 })
  const scheduled = { ...policy, rotationPeriodSeconds: 864_000 }
  expect(changeOf({ ...formOf(scheduled), isScheduled: false }, scheduled)).toEqual({ rotationPeriodSeconds: null })
})

test('an empty period is missing only where there is a schedule', () => {
  const form = { ...formOf(policy), rotationPeriodSeconds: '' } as const
  expect(missingOf(form).rotationPeriodSeconds).toBeNull()
  expect(missingOf({ ...form, isScheduled: true }).rotationPeriodSeconds).toBe('Say how long.')
})

test('the size is told of RSA keys only', () => {
  expect(policyFacts(policy)[0]?.value).toBe('RS256, 2048 bits')
  expect(policyFacts({ ...policy, signingAlgorithm: 'EDDSA' })[0]?.value).toBe('EdDSA')
})
