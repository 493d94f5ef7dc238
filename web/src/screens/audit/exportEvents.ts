import { collect } from '../../list/collect'
import type { Connection } from '../../ui/usePages'

/** An event as a line of an export. */
interface Line {
  exportLine: string
}

/** What the first line of a file says. */
interface ExportHeader {
  publicUrl: string
  checkpointKeys: unknown
}

/**
 * The lines of all events from the newest on, page by page, until the last one or until `signal` ends
 * it. `fetchPage` gets the cursor to go on from; `onProgress` hears how many there are so far.
 */
export async function collectLines(
  fetchPage: (after: string | null) => Promise<Connection<Line>>,
  signal: AbortSignal,
  onProgress: (count: number) => void,
): Promise<string[]> {
  const events = await collect(fetchPage, { signal, onProgress })
  return events.map(({ exportLine }) => exportLine)
}

/**
 * The file that `keyplane audit verify --from` reads: a first line, and the events, oldest first. `lines`
 * are newest first, as the log lists them.
 */
export function toJsonLines(lines: readonly string[], { publicUrl, checkpointKeys }: ExportHeader): string {
  const first = JSON.stringify({ type: 'stream', version: 1, publicUrl, checkpointKeys })
  return [first, ...lines.toReversed()].map((line) => `${line}\n`).join('')
}

/** `audit-acme-20260131T120000Z.jsonl` */
export function exportFilename(scope: string, now: Date): string {
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  return `audit-${scope}-${stamp}.jsonl`
}
