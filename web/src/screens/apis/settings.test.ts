import { expect, test } from 'vitest'

import { problemOf } from '../../fields/problems'
import { changeOf, valuesOf } from '../../fields/values'
import type { Api } from './fields'
import { API_SETTINGS } from './settings'

const API: Api = {
  id: 'api_1',
  name: 'orders',
  description: '',
  externalId: null,
  identifier: 'https://api.example.com/orders',
  scopes: ['read'],
  accepts: ['ACCESS_TOKEN'],
  enabled: true,
  resourceMetadataEndpoint: null,
  verifyEndpoint: 'https://keys.example.com/p/acme/apis/orders/verify',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  resourceServer: { id: 'app_1', name: 'Orders' },
}

const BEFORE = valuesOf(API_SETTINGS, API)

test('settings that were not changed are not sent', () => {
  expect(changeOf(API_SETTINGS, BEFORE, BEFORE)).toEqual({})
  expect(
    changeOf(
      API_SETTINGS,
      { ...BEFORE, accepts: ['APPLICATION_JWT', 'ACCESS_TOKEN'] },
      { ...BEFORE, accepts: ['ACCESS_TOKEN', 'APPLICATION_JWT'] },
    ),
  ).toEqual({})
})

test('settings that were changed are sent, and an emptied resource server as none', () => {
  expect(
    changeOf(API_SETTINGS, BEFORE, { ...BEFORE, accepts: ['ACCESS_TOKEN', 'APPLICATION_JWT'], resourceServer: null }),
  ).toEqual({
    accepts: ['ACCESS_TOKEN', 'APPLICATION_JWT'],
    resourceServerId: null,
  })
  expect(
    changeOf(API_SETTINGS, BEFORE, {
      ...BEFORE,
      accepts: ['APPLICATION_JWT'],
      resourceServer: { id: 'app_2', name: 'Other' },
    }),
  ).toEqual({
    accepts: ['APPLICATION_JWT'],
    resourceServerId: 'app_2',
  })
})

test('a name has the form of a slug', () => {
  for (const good of ['orders', 'a-1', '0'.repeat(32)]) expect(problemOf(API_SETTINGS.name, good), good).toBeNull()
  for (const bad of ['', 'ab', '-orders', 'orders-', 'Orders', 'or ders', 'o'.repeat(33)])
    expect(problemOf(API_SETTINGS.name, bad), bad).not.toBeNull()
})

test('an API has an identifier and takes some kind of token', () => {
  expect(problemOf(API_SETTINGS.identifier, ' ')).not.toBeNull()
  expect(problemOf(API_SETTINGS.identifier, 'urn:orders')).toBeNull()
  expect(problemOf(API_SETTINGS.accepts, [])).not.toBeNull()
  expect(problemOf(API_SETTINGS.accepts, ['APPLICATION_JWT'])).toBeNull()
})
