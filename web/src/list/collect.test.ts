import { expect, test } from 'vitest'

import { collect } from './collect'

/** A list of numbers in pages of ten; its cursors are its places. */
const pagesOf = (count: number, asked: (string | null)[] = []) => {
  return (after: string | null) => {
    asked.push(after)
    const start = after === null ? 0 : Number(after)
    const end = Math.min(start + 10, count)
    const nodes = Array.from({ length: end - start }, (_, place) => start + place)
    return Promise.resolve({ nodes, pageInfo: { hasNextPage: end < count, endCursor: String(end) } })
  }
}

const { signal } = new AbortController()

test('every item of every page comes once and in order', async () => {
  const heard: number[] = []
  const items = await collect(pagesOf(25), { signal, onProgress: (count) => heard.push(count) })
  expect(items).toEqual(Array.from({ length: 25 }, (_, place) => place))
  expect(heard).toEqual([10, 20, 25])
})

test('no page is asked for beyond the most, and no item given', async () => {
  const asked: (string | null)[] = []
  const items = await collect(pagesOf(100, asked), { most: 15, signal, onProgress: () => undefined })
  expect(items).toHaveLength(15)
  expect(asked).toEqual([null, '10'])
})

test('a list that ends at the most is asked for no further page', async () => {
  const asked: (string | null)[] = []
  await collect(pagesOf(100, asked), { most: 20, signal, onProgress: () => undefined })
  expect(asked).toEqual([null, '10'])
})

test('once it is ended, no further page is asked for', async () => {
  const controller = new AbortController()
  const asked: (string | null)[] = []
  const collected = collect(pagesOf(100, asked), {
    signal: controller.signal,
    onProgress: (count) => {
      if (count === 20) controller.abort()
    },
  })
  await expect(collected).rejects.toThrow('aborted')
  expect(asked).toEqual([null, '10'])
})

test('a page that fails is the failure of all', async () => {
  const collected = collect(() => Promise.reject(new Error('away')), { signal, onProgress: () => undefined })
  await expect(collected).rejects.toThrow('away')
})
