import { CombinedError } from 'urql'
import { expect, test } from 'vitest'

import { runAll } from './run'
import type { Progress } from './run'

const refusal = (code: string) => new CombinedError({ graphQLErrors: [{ message: code, extensions: { code } }] })
const noSleep = () => Promise.resolve()

test('one that fails does not stop the others, and the last waits for all', async () => {
  const order: string[] = []
  const seen: number[] = []
  const progress = await runAll(
    ['a', 'b', 'c', 'd', 'e', 'f'],
    async (item, isLast) => {
      await Promise.resolve()
      order.push(isLast ? `last ${item}` : item)
      return item === 'b' ? refusal('FORBIDDEN') : undefined
    },
    ({ done }) => seen.push(done),
    noSleep,
  )
  expect(order.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'last f'])
  expect(order.at(-1)).toBe('last f')
  expect(seen).toEqual([1, 2, 3, 4, 5, 6])
  expect(progress.failed.map(({ item }) => item)).toEqual(['b'])
})

test('a few are sent at once, not all', async () => {
  let under = 0
  let most = 0
  await runAll(
    Array.from({ length: 30 }, (_, index) => index),
    async () => {
      most = Math.max(most, ++under)
      await Promise.resolve()
      under--
      return undefined
    },
    () => undefined,
    noSleep,
  )
  expect(most).toBe(4)
})

test('what the server had no room for is sent again, and what it refused is not', async () => {
  const sent: string[] = []
  const step = (item: string) => {
    sent.push(item)
    const isFirst = sent.filter((one) => one === item).length === 1
    if (item === 'full' && isFirst) return Promise.resolve(refusal('LIMIT_EXCEEDED'))
    return Promise.resolve(item === 'bad' ? refusal('CONFLICT') : undefined)
  }
  const progress: Progress<string> = await runAll(['full', 'bad', 'good'], step, () => undefined, noSleep)
  expect(sent.toSorted()).toEqual(['bad', 'full', 'full', 'good'])
  expect(progress.failed.map(({ item }) => item)).toEqual(['bad'])
})

test('a request whose answer is lost is a failure, and is not sent twice', async () => {
  let sent = 0
  const progress = await runAll(
    ['one'],
    () => {
      sent++
      return Promise.reject(new TypeError('network'))
    },
    () => undefined,
    noSleep,
  )
  expect([sent, progress.failed.length]).toEqual([1, 1])
})

test('once it is stopped nothing further is begun but the last one, and what is left is told', async () => {
  const controller = new AbortController()
  const done: number[] = []
  const items = Array.from({ length: 100 }, (_, index) => index)
  const progress = await runAll(
    items,
    (item) => {
      done.push(item)
      return Promise.resolve(undefined)
    },
    (so) => {
      if (so.done === 8) controller.abort()
    },
    noSleep,
    controller.signal,
  )
  expect(done.at(-1)).toBe(99)
  // The others of the four that were on their way.
  expect(done.length).toBeLessThanOrEqual(8 + 3 + 1)
  expect(progress.done).toBe(done.length)
  expect([...done, ...progress.left].toSorted((one, other) => one - other)).toEqual(items)
})
