import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useClient, useQuery } from 'urql'
import type { CombinedError, TypedDocumentNode } from 'urql'

/** As much of a connection as paging needs. */
export interface Connection<Item> {
  nodes: Item[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  /** Of all pages, after filters; where the query asks for it. */
  totalCount?: number
}

interface PagesOptions<Data, Variables, Item> {
  /** A query that takes `$first: Int!` and `$after: String` beside its own variables. */
  query: TypedDocumentNode<Data, Variables & PageVariables>
  /** All others. */
  variables: Variables
  /** Where the connection is in the answer; undefined where the parent does not exist. */
  connection: (data: Data) => Connection<Item> | null | undefined
  /** Items of a page, 1 to 100. Default 100; fewer where each item holds a list of its own. */
  pageSize?: number
}

interface PageVariables {
  first: number
  after?: string | null
}

/** A list as far as it was loaded. */
export interface Pages<Item> {
  /** Undefined until the first answer. */
  items: Item[] | undefined
  /** Items on all pages; undefined until the first answer, and where the query does not ask for it. */
  total: number | undefined
  hasMore: boolean
  isLoadingMore: boolean
  error: CombinedError | undefined
  loadMore: () => void
}

/** Items of a page: as many as the server gives at once, so that scrolling seldom waits. */
const PAGE_SIZE = 100

interface Tail<Item> {
  /** The variables that it belongs to. */
  of: string
  pages: Connection<Item>[]
}

/**
 * A connection page by page (keyset: each page begins after the last one's cursor). The first page
 * lives in the cache; when a mutation refreshes it, the later ones that are loaded follow.
 */
export function usePages<Data, Variables extends object, Item>({
  query,
  variables,
  connection,
  pageSize = PAGE_SIZE,
}: PagesOptions<Data, Variables, Item>): Pages<Item> {
  const client = useClient()
  const of = JSON.stringify(variables)
  const [{ data, error }] = useQuery({ query, variables: { ...variables, first: pageSize, after: null } })
  const [tail, setTail] = useState<Tail<Item>>({ of, pages: [] })
  // The variables whose pages are on their way.
  const [loading, setLoading] = useState<string>()
  const [moreError, setMoreError] = useState<CombinedError>()
  // Only the walk that was begun last may write.
  const walk = useRef(0)
  // Whether the later pages are older than the first.
  const isBehind = useRef(false)

  const head = data ? connection(data) : undefined
  const pages = head ? [head, ...(tail.of === of ? tail.pages : [])] : []
  const last = pages.at(-1)

  const load = useCallback(
    async (start: Connection<Item> | undefined, before: Connection<Item>[], count: number) => {
      const own = ++walk.current
      const loaded = [...before]
      let at = start
      for (let page = 0; page < count && at?.pageInfo.hasNextPage; page++) {
        const next = { ...(JSON.parse(of) as Variables), first: pageSize, after: at.pageInfo.endCursor }
        const answer = await client.query(query, next, { requestPolicy: 'network-only' }).toPromise()
        if (own !== walk.current) return
        setMoreError(answer.error)
        at = (answer.data && connection(answer.data)) ?? undefined
        if (!at) break
        loaded.push(at)
      }
      isBehind.current = false
      setTail({ of, pages: loaded })
      setLoading(undefined)
    },
    // `connection` is a new function at each render; what it picks depends on the query alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [client, query, of, pageSize],
  )

  const follow = useEffectEvent(() => {
    if (tail.of !== of || tail.pages.length === 0) return
    isBehind.current = true
    void load(head ?? undefined, [], tail.pages.length)
  })
  // eslint-disable-next-line react-hooks/set-state-in-effect -- fetches; the answer sets the state
  useEffect(() => follow(), [data])

  const isLoadingMore = loading === of

  return {
    items: head ? pages.flatMap(({ nodes }) => nodes) : undefined,
    total: head?.totalCount,
    hasMore: last?.pageInfo.hasNextPage ?? false,
    isLoadingMore,
    error: error ?? moreError,
    loadMore: () => {
      if (isLoadingMore || !last) return
      setLoading(of)
      if (isBehind.current) void load(pages[0], [], pages.length)
      else void load(last, pages.slice(1), 1)
    },
  }
}
