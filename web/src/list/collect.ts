import type { Connection } from '../ui/usePages'

interface Collecting {
  /** Items after which it stops. */
  most?: number
  /** Ends it: the promise is rejected with the signal's reason. */
  signal: AbortSignal
  /** Hears how many there are so far. */
  onProgress: (count: number) => void
}

/**
 * The items of a connection from the first page on, page by page, until the last one or until there are
 * `most`. `fetchPage` gets the cursor to go on from.
 */
export async function collect<Item>(
  fetchPage: (after: string | null) => Promise<Connection<Item>>,
  { most = Infinity, signal, onProgress }: Collecting,
): Promise<Item[]> {
  const items: Item[] = []
  let after: string | null = null
  for (;;) {
    signal.throwIfAborted()
    const { nodes, pageInfo }: Connection<Item> = await fetchPage(after)
    items.push(...nodes.slice(0, most - items.length))
    signal.throwIfAborted()
    onProgress(items.length)
    if (!pageInfo.hasNextPage || items.length === most) return items
    after = pageInfo.endCursor
  }
}
