import { describe, expect, test } from 'vitest'

import { problemOf } from '../../fields/problems'
import { changeOf, inputOf, initialValues, valuesOf } from '../../fields/values'
import type { Application } from './fields'
import { APPLICATION_SETTINGS } from './settings'

const APPLICATION: Application = {
  id: 'app_1',
  clientId: 'app_1',
  name: 'Billing',
  description: 'Sends invoices.',
  owner: 'billing@example.com',
  labels: [{ key: 'team', value: 'billing' }],
  type: 'SERVICE',
  authMethod: 'PRIVATE_KEY_JWT',
  enabled: true,
  accessTokenFormat: 'JWT',
  accessTokenLifetimeSeconds: 1800,
  tokensPerMinute: null,
  allowAnySubject: false,
  allowTokenEndpointAudience: false,
  assertionAudiences: [],
  allowedClaims: ['tenant'],
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  federatedGrants: [],
  federatedClaim: false,
  externalId: null,
  clientIdAliases: [],
  clientSecrets: [],
}

const BEFORE = valuesOf(APPLICATION_SETTINGS, APPLICATION)

describe("an application's settings", () => {
  test('send nothing that was not changed', () => {
    expect(changeOf(APPLICATION_SETTINGS, BEFORE, BEFORE)).toEqual({})
  })

  test('send each field that was', () => {
    const change = changeOf(APPLICATION_SETTINGS, BEFORE, {
      ...BEFORE,
      name: ' Invoices ',
      description: '',
      owner: ' ledger@example.com',
      labels: [{ key: ' team', value: 'ledger ' }],
      accessTokenFormat: 'OPAQUE',
      accessTokenLifetimeSeconds: 600,
      tokensPerMinute: 100,
      allowAnySubject: true,
      allowTokenEndpointAudience: true,
      assertionAudiences: ['https://old.example.com/token'],
      allowedClaims: [],
      clientIdAliases: ['billing@old'],
    })
    expect(change).toEqual({
      name: 'Invoices',
      description: '',
      owner: 'ledger@example.com',
      labels: [{ key: 'team', value: 'ledger' }],
      accessTokenFormat: 'OPAQUE',
      accessTokenLifetimeSeconds: 600,
      tokensPerMinute: 100,
      allowAnySubject: true,
      allowTokenEndpointAudience: true,
      assertionAudiences: ['https://old.example.com/token'],
      allowedClaims: [],
      clientIdAliases: ['billing@old'],
    })
  })

  test('refuse more than five further audiences or aliases, and one that is too long', () => {
    const six = ['a', 'b', 'c', 'd', 'e', 'f']
    for (const field of [APPLICATION_SETTINGS.assertionAudiences, APPLICATION_SETTINGS.clientIdAliases]) {
      expect(problemOf(field, six.slice(1))).toBeNull()
      expect(problemOf(field, six)).toBe('Use at most 5.')
    }
    expect(problemOf(APPLICATION_SETTINGS.assertionAudiences, ['a'.repeat(1024)])).toBeNull()
    expect(problemOf(APPLICATION_SETTINGS.assertionAudiences, ['a'.repeat(1025)])).toBe(
      `“${'a'.repeat(30)}…”: use at most 1,024 characters.`,
    )
  })

  test('take a quota away where its input is empty', () => {
    const limited = { ...BEFORE, tokensPerMinute: 100 }
    expect(changeOf(APPLICATION_SETTINGS, limited, BEFORE)).toEqual({ tokensPerMinute: null })
  })

  test('refuse a quota outside of one and a million', () => {
    const problem = (count: number | null) => problemOf(APPLICATION_SETTINGS.tokensPerMinute, count)
    for (const good of [null, 1, 1_000_000]) expect(problem(good)).toBeNull()
    for (const wrong of [0, 1_000_001, 1.5]) expect(problem(wrong)).toBe('From 1 to 1,000,000, or empty.')
  })

  test('refuse a lifetime outside of a minute and 28 days, and no lifetime at all', () => {
    const problem = (seconds: number | '') => problemOf(APPLICATION_SETTINGS.accessTokenLifetimeSeconds, seconds)
    expect(problem(60)).toBeNull()
    expect(problem(2_419_200)).toBeNull()
    for (const wrong of [59, 2_419_201, '' as const]) expect(problem(wrong)).toBe('From 1 minute to 28 days.')
  })

  test('refuse a name of blanks', () => {
    expect(problemOf(APPLICATION_SETTINGS.name, '  ')).not.toBeNull()
  })

  test('of a new application are those of its form, and the server decides the rest', () => {
    const values = { ...initialValues(APPLICATION_SETTINGS), name: 'Billing' }
    expect(inputOf(APPLICATION_SETTINGS, values)).toEqual({
      name: 'Billing',
      type: 'SERVICE',
      authMethod: 'PRIVATE_KEY_JWT',
      description: '',
      owner: '',
      labels: [],
    })
  })
})
