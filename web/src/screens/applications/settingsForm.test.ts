import { describe, expect, test } from 'vitest'

import type { Application } from './fields'
import { settingsChange, settingsOf, validateSettings } from './settingsForm'

const APPLICATION: Application = {
  id: 'app_1',
  clientId: 'app_1',
  name: 'Billing',
  type: 'SERVICE',
  authMethod: 'PRIVATE_KEY_JWT',
  enabled: true,
  accessTokenFormat: 'JWT',
  accessTokenLifetimeSeconds: 1800,
  allowAnySubject: false,
  allowTokenEndpointAudience: false,
  allowedClaims: ['tenant'],
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  clientSecrets: [],
}

describe("an application's settings", () => {
  test('send nothing that was not changed', () => {
    expect(settingsChange(APPLICATION, settingsOf(APPLICATION))).toEqual({ applicationId: 'app_1' })
  })

  test('send each field that was', () => {
    const change = settingsChange(APPLICATION, {
      name: ' Invoices ',
      issueJwt: false,
      accessTokenLifetimeSeconds: 600,
      allowAnySubject: true,
      allowTokenEndpointAudience: true,
      allowedClaims: [],
    })
    expect(change).toEqual({
      applicationId: 'app_1',
      name: 'Invoices',
      accessTokenFormat: 'OPAQUE',
      accessTokenLifetimeSeconds: 600,
      allowAnySubject: true,
      allowTokenEndpointAudience: true,
      allowedClaims: [],
    })
  })

  test('refuse a lifetime outside of a minute and 28 days, and no lifetime at all', () => {
    const { accessTokenLifetimeSeconds: problem } = validateSettings
    expect(problem(60)).toBeNull()
    expect(problem(2_419_200)).toBeNull()
    for (const wrong of [59, 2_419_201, '' as const]) expect(problem(wrong)).toBe('From 1 minute to 28 days.')
  })

  test('refuse a name of blanks', () => {
    expect(validateSettings.name('  ')).not.toBeNull()
  })
})
