import { expect, test } from 'vitest'

import { inputOf, isForced, previewOf, refusalOf, stepsOf, usualWish } from './rotation'

const wish = usualWish('main')
const AT = '2026-03-01T12:00:00Z'

test('an untouched form asks for what the server does by itself', () => {
  expect(inputOf('key_1', 'SIGNING', wish)).toEqual({
    keyId: 'key_1',
    name: 'main',
    expiresAt: null,
    reason: null,
    overlapSeconds: null,
    activatesAt: null,
    force: false,
  })
})

test('only admin and application keys overlap, only signing keys have a time to sign', () => {
  const both = { ...wish, when: 'at', activatesAt: AT, overlapSeconds: 3600 } as const
  expect(previewOf('SIGNING', both)).toEqual({ overlapSeconds: null, activatesAt: AT, force: false })
  expect(previewOf('ADMIN', both)).toEqual({ overlapSeconds: 3600, activatesAt: null, force: false })
})

test('now is forced; a time is where it is asked for; what was typed for another choice counts for nothing', () => {
  expect(previewOf('SIGNING', { ...wish, when: 'now', activatesAt: AT })).toMatchObject({
    activatesAt: null,
    force: true,
  })
  expect(isForced({ ...wish, when: 'at', force: true })).toBe(true)
  expect(isForced({ ...wish, when: 'usual', force: true })).toBe(false)
})

test('a reason of blanks is none', () => {
  expect(inputOf('key_1', 'SIGNING', { ...wish, reason: '  ' }).reason).toBeNull()
  expect(inputOf('key_1', 'SIGNING', { ...wish, reason: ' drill ' }).reason).toBe('drill')
})

const plan = {
  successorPublishedAt: '2026-03-01T12:00:00Z',
  successorActivatesAt: '2026-03-02T12:00:00Z',
  retiresAt: '2026-03-02T12:00:00Z',
  expiresAt: '2026-03-02T12:36:00Z',
}

test('a signing key goes in three steps: published, signs, the old one leaves', () => {
  expect(stepsOf('SIGNING', plan).map(({ at }) => at)).toEqual([null, plan.successorActivatesAt, plan.expiresAt])
})

test('at once is one step less', () => {
  const [first, second, ...more] = stepsOf('SIGNING', { ...plan, successorActivatesAt: plan.successorPublishedAt })
  expect(first?.what).toMatch(/in the JWKS.*signs/)
  expect(second?.at).toBe(plan.expiresAt)
  expect(more).toEqual([])
})

test('an application has until the end of the overlap', () => {
  const steps = stepsOf('APPLICATION', plan)
  expect(steps.at(-1)).toMatchObject({
    at: plan.expiresAt,
    what: expect.stringContaining('Install the successor') as string,
  })
})

test('a refusal goes to the field that it names', () => {
  expect(refusalOf('input.activatesAt: too soon')).toEqual({ field: 'activatesAt', message: 'too soon' })
  const other = 'the key one already has the successor two'
  expect(refusalOf(other)).toEqual({ field: null, message: other })
})
