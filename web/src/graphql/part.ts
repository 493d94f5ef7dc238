import { fetchExchange } from 'urql'
import type { Exchange, OperationContext } from 'urql'
import { filter, map, merge, pipe, share } from 'wonka'

/** The context of a request that is one of many: the screen is not refreshed after each of them. */
export const PART: Partial<OperationContext> = { isPart: true }

/** Sends parts of a larger piece of work past the cache. Stands before the cache. */
export const partExchange: Exchange = (input) => {
  const direct = fetchExchange({
    ...input,
    // What it passes on are ends of operations, which nothing waits for.
    forward: (ends$) =>
      pipe(
        ends$,
        filter(() => false),
        map(() => undefined as never),
      ),
  })
  return (operations$) => {
    const shared$ = share(operations$)
    const parts$ = pipe(
      shared$,
      filter(({ context }) => context.isPart === true),
    )
    const others$ = pipe(
      shared$,
      filter(({ context }) => context.isPart !== true),
    )
    return merge([direct(parts$), input.forward(others$)])
  }
}
