import { makeOperation } from 'urql'
import type { CombinedError, Exchange, Operation } from 'urql'
import { filter, makeSubject, merge, pipe, tap } from 'wonka'

import { Problem, Unreachable } from '../session/problem'
import type { Outage } from './outage'
import { markRetryable } from './retryable'

/** What a server or a proxy answers that cannot answer now. */
const AWAY = [502, 503, 504]
/** Refusals that have nothing to do with the question. */
const PASSING = ['INTERNAL', 'LIMIT_EXCEEDED']

/** Whether the server could not answer, whatever the question was. */
export function isOutage(error: CombinedError): boolean {
  const { networkError } = error
  if (networkError instanceof Problem) return networkError instanceof Unreachable
  const status = (error.response as Response | undefined)?.status
  return status === undefined ? networkError !== undefined : AWAY.includes(status)
}

function isPassing(error: CombinedError): boolean {
  return error.graphQLErrors.some(({ extensions }) => PASSING.includes(String(extensions.code)))
}

/**
 * Asks queries again that failed for no fault of their own: during an outage by themselves, else when a person says so.
 * A query that was answered before keeps its answer meanwhile. Mutations are never sent twice. Stands between the cache
 * and the network.
 */
export function recoveryExchange(outage: Outage): Exchange {
  return ({ forward }) =>
    (operations$) => {
      const again = makeSubject<Operation>()
      const failed = new Map<number, Operation>()
      const answered = new Set<number>()
      outage.askWith(() => {
        const queries = [...failed.values()]
        for (const query of queries) {
          again.next(makeOperation('query', query, { ...query.context, requestPolicy: 'network-only' }))
        }
        return queries.length
      })

      const asked$ = pipe(
        merge([operations$, again.source]),
        tap(({ kind, key }) => {
          if (kind === 'teardown') failed.delete(key)
        }),
      )
      return pipe(
        forward(asked$),
        filter(({ operation, error }) => {
          if (operation.kind !== 'query') return true
          const isAway = error !== undefined && isOutage(error)
          if (error && (isAway || isPassing(error))) {
            failed.set(operation.key, operation)
            markRetryable(error)
          } else {
            failed.delete(operation.key)
            if (!error) answered.add(operation.key)
          }
          if (isAway) outage.begin()
          else outage.end()
          // The banner says what is the matter; the screen stays as it was.
          return !isAway || !answered.has(operation.key)
        }),
      )
    }
}
