import { expect, test } from 'vitest'

import { settingsChange, settingsOf } from './apiSettings'
import type { Api } from './fields'

const API: Api = {
  id: 'api_1',
  name: 'orders',
  identifier: 'https://api.example.com/orders',
  scopes: ['read'],
  accepts: ['ACCESS_TOKEN'],
  enabled: true,
  verifyEndpoint: 'https://keys.example.com/p/acme/apis/orders/verify',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  resourceServer: { id: 'app_1', name: 'Orders' },
}

test('settings that were not changed are not sent', () => {
  expect(settingsChange(API, settingsOf(API))).toEqual({ apiId: 'api_1' })
})

test('settings that were changed are sent, and an emptied resource server as none', () => {
  expect(settingsChange(API, { accepts: ['ACCESS_TOKEN', 'APPLICATION_JWT'], resourceServer: null })).toEqual({
    apiId: 'api_1',
    accepts: ['ACCESS_TOKEN', 'APPLICATION_JWT'],
    resourceServerId: null,
  })
  expect(settingsChange(API, { accepts: ['APPLICATION_JWT'], resourceServer: { id: 'app_2', name: 'Other' } })).toEqual({
    apiId: 'api_1',
    accepts: ['APPLICATION_JWT'],
    resourceServerId: 'app_2',
  })
})
