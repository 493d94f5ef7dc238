import { expect, test } from 'vitest'

import { isNew, tasksOf } from './checklist'

const fresh = {
  adminKeys: 0,
  applications: 0,
  applicationKeys: 0,
  hasSecret: false,
  wasUsed: false,
  isScheduled: false,
}
const used = { ...fresh, applications: 1, applicationKeys: 1, wasUsed: true }

const done = (progress: typeof fresh) =>
  tasksOf(progress)
    .filter(({ isDone }) => isDone)
    .map(({ id }) => id)

test('a project of this minute has its signing key, and the rest to do', () => {
  expect(done(fresh)).toEqual(['signing-key'])
  expect(isNew(tasksOf(fresh))).toBe(true)
})

test('a secret serves as well as a key', () => {
  expect(done({ ...fresh, applications: 1, hasSecret: true })).toContain('credential')
  expect(done({ ...fresh, applications: 1, applicationKeys: 2 })).toContain('credential')
  expect(done({ ...fresh, applications: 1 })).not.toContain('credential')
})

test('the list goes when tokens are got, also without what is optional', () => {
  expect(isNew(tasksOf(used))).toBe(false)
  expect(isNew(tasksOf({ ...used, wasUsed: false }))).toBe(true)
})
