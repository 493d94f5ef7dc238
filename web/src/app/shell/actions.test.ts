import { expect, test } from 'vitest'

import { PROJECT_ACTIONS, isFoundBy, readQuery } from './actions'

test('a verb before a name asks for an action on a key', () => {
  expect(readQuery('rotate billing')).toEqual({ verb: 'rotate', search: 'billing' })
  expect(readQuery('Revoke key web shop')).toEqual({ verb: 'revoke', search: 'web shop' })
  expect(readQuery('rotate')).toEqual({ verb: 'rotate', search: '' })
  expect(readQuery(' rotation ')).toEqual({ verb: undefined, search: 'rotation' })
})

test('actions are found by the words that people use', () => {
  const found = (text: string) =>
    PROJECT_ACTIONS.filter(({ label, words }) => isFoundBy(text, label, words)).map(({ label }) => label)
  expect(found('rotate')).toEqual(['Rotate the signing key'])
  expect(found('new app')).toEqual(['New application'])
  expect(found('create client')).toEqual(['New application'])
  expect(found('api')).toEqual(['New API'])
})
