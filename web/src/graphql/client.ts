import { Client, cacheExchange, createRequest, fetchExchange, makeOperation, mapExchange, ssrExchange } from 'urql'
import type { TypedDocumentNode } from 'urql'

import { SessionOver } from '../session/problem'
import type { Problem } from '../session/problem'
import { problemOf } from './errors'
import { ENDPOINT, signedFetch } from './fetch'
import { outage } from './outage'
import { partExchange } from './part'
import { recoveryExchange } from './recovery'

/**
 * Every answer stands for every type: a mutation refreshes each list and object on the screen, also
 * the list that was empty and so named no type. Operators mutate rarely, and see no stale row.
 */
const EVERYTHING = ['Everything']

/** So long what was answered before the client was there is not asked again: until the first screen shows it. */
const FRESH_MILLISECONDS = 5000

/** A query that was answered before the client was there: the first component that asks it gets this answer. */
export interface Answered<Data, Variables extends object> {
  query: TypedDocumentNode<Data, Variables>
  variables: Variables
  data: Data
}

/** A client of one session; its cache ends with it. `onRefused` hears the guard's refusals, and that
 * the session is over. */
export function createSessionClient<Data, Variables extends object>(
  token: () => Promise<string>,
  onRefused: (problem: Problem) => void,
  answered?: Answered<Data, Variables>,
): Client {
  const key = answered && createRequest(answered.query, answered.variables).key
  const known = answered && key !== undefined && { [key]: { data: JSON.stringify(answered.data) } }
  const freshUntil = Date.now() + FRESH_MILLISECONDS
  return new Client({
    url: ENDPOINT,
    preferGetMethod: false,
    fetch: signedFetch(token),
    // What was seen before is there at once, and fresh a moment later.
    requestPolicy: 'cache-and-network',
    exchanges: [
      mapExchange({
        onOperation: (operation) => {
          const { requestPolicy } = operation.context
          const isFresh = operation.key === key && requestPolicy === 'cache-and-network' && Date.now() < freshUntil
          return makeOperation(operation.kind, operation, {
            ...operation.context,
            requestPolicy: isFresh ? 'cache-first' : requestPolicy,
            additionalTypenames: EVERYTHING,
          })
        },
        onError: (error) => {
          const isRefused = (error.response as Response | undefined)?.status === 401
          if (isRefused || error.networkError instanceof SessionOver) onRefused(problemOf(error))
        },
      }),
      partExchange,
      cacheExchange,
      ssrExchange({ isClient: true, initialState: known || undefined }),
      recoveryExchange(outage),
      fetchExchange,
    ],
  })
}
