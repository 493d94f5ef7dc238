import { expect, test } from 'vitest'

import { lifeOf, signerAt, spellsOf } from './life'
import type { KeyDates } from './life'

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1) + hour * 3_600_000).toISOString()
const time = (hour: number) => Date.parse(at(hour))

function key(id: string, dates: Partial<KeyDates>): KeyDates {
  return {
    id,
    name: id,
    kid: id,
    algorithm: 'RS256',
    custody: 'SERVER',
    createdAt: at(0),
    activatesAt: at(0),
    ...dates,
  }
}

function phases(keys: KeyDates[], id: string, algorithm: KeyDates['algorithm'] = 'RS256') {
  const hour = (value: number) => (value === Infinity ? Infinity : (value - time(0)) / 3_600_000)
  return (spellsOf(keys.map(lifeOf), algorithm).get(id) ?? []).map(({ phase, from, to }) => [
    phase,
    hour(from),
    hour(to),
  ])
}

test('a key without an end signs for ever', () => {
  expect(phases([key('a', {})], 'a')).toEqual([['signs', 0, Infinity]])
})

test('a rotated key is accepted until its end, while its successor signs', () => {
  const keys = [key('a', { retiresAt: at(24), expiresAt: at(25) }), key('b', { createdAt: at(0), activatesAt: at(24) })]
  expect(phases(keys, 'a')).toEqual([
    ['signs', 0, 24],
    ['retiring', 24, 25],
  ])
  expect(phases(keys, 'b')).toEqual([
    ['published', 0, 24],
    ['signs', 24, Infinity],
  ])
})

test('a key stands by while a newer one is in use, and signs again after it', () => {
  const keys = [key('a', {}), key('b', { activatesAt: at(10), retiresAt: at(20), expiresAt: at(21) })]
  expect(phases(keys, 'a')).toEqual([
    ['signs', 0, 10],
    ['standby', 10, 20],
    ['signs', 20, Infinity],
  ])
})

test("a key of the policy's algorithm signs before a newer one of another", () => {
  const keys = [key('a', { algorithm: 'ES256' }), key('b', { activatesAt: at(10) })]
  expect(phases(keys, 'a', 'ES256')).toEqual([['signs', 0, Infinity]])
  expect(phases(keys, 'b', 'ES256')).toEqual([
    ['published', 0, 10],
    ['standby', 10, Infinity],
  ])
})

test('a key that others hold takes nothing from ours', () => {
  const keys = [key('a', {}), key('b', { custody: 'HOLDER', activatesAt: at(5) })]
  expect(phases(keys, 'a')).toEqual([['signs', 0, Infinity]])
  expect(phases(keys, 'b')).toEqual([
    ['published', 0, 5],
    ['signs', 5, Infinity],
  ])
})

test('a revocation ends whatever a key was doing', () => {
  const pending = key('a', { activatesAt: at(24), revokedAt: at(3) })
  const retiring = key('b', { retiresAt: at(4), expiresAt: at(9), revokedAt: at(5) })
  expect(phases([pending], 'a')).toEqual([['published', 0, 3]])
  expect(phases([retiring], 'b')).toEqual([
    ['signs', 0, 4],
    ['retiring', 4, 5],
  ])
  expect(lifeOf(retiring).isRevoked).toBe(true)
  expect(lifeOf(key('c', { expiresAt: at(9) })).isRevoked).toBe(false)
})

test('of two keys that begin at once the one with the later identifier signs', () => {
  const lives = [key('a', {}), key('b', {})].map(lifeOf)
  expect(signerAt(lives, 'RS256', time(1))?.id).toBe('b')
  expect(signerAt(lives, 'RS256', time(-1))).toBeUndefined()
})
