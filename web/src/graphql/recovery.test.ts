import { Client, cacheExchange, fetchExchange } from 'urql'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pipe, subscribe } from 'wonka'

import { Outage } from './outage'
import { recoveryExchange } from './recovery'
import { isRetryable } from './retryable'

// Of no schema: the server here is made up.
const QUERY = 'query Ask { viewer }'
const MUTATION = 'mutation Change { change }'

/** What the server does with the next requests. */
let answers: (() => Promise<Response>)[] = []
let asked: string[] = []
let outage: Outage
let client: Client

const json = (body: object, status = 200) =>
  Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } }))
const good = () => json({ data: { viewer: 'me', change: 'done' } })
const lost = () => Promise.reject(new TypeError('Failed to fetch'))
const away = () => Promise.resolve(new Response('away', { status: 503, headers: { 'content-type': 'text/plain' } }))

beforeEach(() => {
  vi.useFakeTimers()
  answers = []
  asked = []
  outage = new Outage(() => 0.5)
  client = new Client({
    url: 'http://server.test/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    exchanges: [cacheExchange, recoveryExchange(outage), fetchExchange],
    fetch: (_, init) => {
      const body = typeof init?.body === 'string' ? init.body : ''
      asked.push(body.includes('mutation') ? 'mutation' : 'query')
      return (answers.shift() ?? good)()
    },
  })
})

afterEach(() => vi.useRealTimers())

function watch() {
  const results: { data: unknown; error: unknown }[] = []
  const subscription = pipe(
    client.query(QUERY, {}),
    subscribe(({ data, error }) => results.push({ data, error })),
  )
  return {
    results,
    unsubscribe: () => {
      subscription.unsubscribe()
    },
  }
}

test('a query that the server could not answer is asked again, ever later, until it is answered', async () => {
  answers = [lost, away, lost]
  const { results } = watch()
  await vi.advanceTimersByTimeAsync(0)
  expect(outage.current().status).toBe('out')
  expect(results.at(-1)?.error).toBeDefined()
  await vi.advanceTimersByTimeAsync(999)
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(2000)
  expect(asked).toHaveLength(3)
  await vi.advanceTimersByTimeAsync(4000)
  expect(asked).toHaveLength(4)
  expect(results.at(-1)).toMatchObject({ data: { viewer: 'me' }, error: undefined })
  expect(outage.current().status).toBe('back')
  await vi.advanceTimersByTimeAsync(4000)
  expect(outage.current().status).toBe('in')
})

test('what was answered before stays on the screen while the server is away', async () => {
  answers = [good, lost]
  const first = watch()
  await vi.advanceTimersByTimeAsync(0)
  first.unsubscribe()
  const { results } = watch()
  await vi.advanceTimersByTimeAsync(0)
  expect(outage.current().status).toBe('out')
  expect(results.every(({ data, error }) => data !== undefined && error === undefined)).toBe(true)
})

test('the browser’s own news ask at once, and a query of a screen that was left is not asked again', async () => {
  answers = [lost, lost]
  const { unsubscribe } = watch()
  await vi.advanceTimersByTimeAsync(0)
  outage.hurry()
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toHaveLength(2)
  unsubscribe()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveLength(2)
  expect(outage.current().status).toBe('in')
})

test('a mutation is never sent twice, and begins no outage', async () => {
  answers = [lost]
  const { error } = await client.mutation(MUTATION, {}).toPromise()
  expect(error).toBeDefined()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toEqual(['mutation'])
  expect(outage.current().status).toBe('in')
})

test('a refusal for want of room can be tried again by hand, and one of the question cannot', async () => {
  const refusal = (code: string) => () => json({ data: null, errors: [{ message: code, extensions: { code } }] })
  answers = [refusal('LIMIT_EXCEEDED')]
  const { results } = watch()
  await vi.advanceTimersByTimeAsync(0)
  expect(outage.current().status).toBe('in')
  expect(isRetryable(results.at(-1)?.error as never)).toBe(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveLength(1)
  answers = [refusal('FORBIDDEN')]
  outage.retry()
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toHaveLength(2)
  expect(isRetryable(results.at(-1)?.error as never)).toBe(false)
})
