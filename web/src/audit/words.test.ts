import { expect, test } from 'vitest'

import { actionChoices, actionWords, targetName } from './words'

test.each([
  ['signingKey.rotate', 'Signing key rotated'],
  ['application.revokeTokens', 'Application tokens revoked'],
  ['key.export', 'Private key exported'],
  ['robot.create', 'robot.create'],
  ['signingKey.paint', 'signingKey.paint'],
  ['constructor.name', 'constructor.name'],
  ['', ''],
])('an action in words, and one that is not known as it is: %s', (action, words) => {
  expect(actionWords(action)).toBe(words)
})

test('an action of the address that is not known can still be seen and taken away', () => {
  const groups = actionChoices(['robot.create', 'key.export'])
  expect(groups.at(-1)).toEqual({ group: 'Others', items: [{ value: 'robot.create', label: 'robot.create' }] })
  expect(actionChoices(['key.export']).some(({ group }) => group === 'Others')).toBe(false)
})

test.each([
  [{ name: 'Billing', kid: 'k' }, 'Billing'],
  [{ name: { from: 'Old', to: 'New' } }, 'New'],
  [{ slug: 'acme' }, 'acme'],
  [{ kid: 'k' }, 'k'],
  [{ name: { from: 'Old', to: null } }, undefined],
  [{}, undefined],
  [null, undefined],
])('the name of the target is what the event says: %j', (changes, name) => {
  expect(targetName(changes)).toBe(name)
})
