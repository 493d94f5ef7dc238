import type { AuditEventFieldsFragment } from '../../graphql/generated/graphql'

/** A page of the log. */
interface EventPage {
  nodes: AuditEventFieldsFragment[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

/**
 * All events from the newest on, page by page, until the last one or until `signal` ends it.
 * `fetchPage` gets the cursor to go on from; `onProgress` hears how many there are so far.
 */
export async function collectEvents(
  fetchPage: (after: string | null) => Promise<EventPage>,
  signal: AbortSignal,
  onProgress: (count: number) => void,
): Promise<AuditEventFieldsFragment[]> {
  const events: AuditEventFieldsFragment[] = []
  let after: string | null = null
  for (;;) {
    signal.throwIfAborted()
    const { nodes, pageInfo }: EventPage = await fetchPage(after)
    events.push(...nodes)
    onProgress(events.length)
    if (!pageInfo.hasNextPage) return events
    after = pageInfo.endCursor
  }
}

/** Events as JSON lines, a line each, with the members of the API; the client's own is left out. */
export function toJsonLines(events: readonly AuditEventFieldsFragment[]): string {
  const withoutType = (name: string, value: unknown) => (name === '__typename' ? undefined : value)
  return events.map((event) => `${JSON.stringify(event, withoutType)}\n`).join('')
}

/** `audit-acme-20260131T120000Z.jsonl` */
export function exportFilename(scope: string, now: Date): string {
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  return `audit-${scope}-${stamp}.jsonl`
}
