import { expect, test } from 'vitest'

import { impactWords } from './bulkWords'

const app = (name: string, accepted: number) => ({
  name,
  usage: [{ at: '2026-11-28T10:00:00Z', accepted, refused: 3 }],
})

test('the busiest applications are named first, and the rest is counted', () => {
  const items = [app('a', 1), app('idle', 0), ...['b', 'c', 'd', 'e', 'f'].map((name, at) => app(name, 1000 + at))]
  expect(impactWords(items)).toEqual({
    calls: '6 of 7 used in the last 24 hours, 5,011 calls.',
    names: 'f (1,004), e (1,003), d (1,002), c (1,001), b (1,000) and 1 more will be refused.',
  })
})

test('what was not used is said to be so', () => {
  expect(impactWords([app('a', 0)]).calls).toBe('Not used in the last 24 hours.')
  expect(impactWords([app('a', 0), app('b', 0)])).toEqual({
    calls: 'None was used in the last 24 hours.',
    names: undefined,
  })
})
