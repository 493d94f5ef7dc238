import { expect, test, vi } from 'vitest'

import type { AuditEventFieldsFragment } from '../../graphql/generated/graphql'
import { collectEvents, exportFilename, toJsonLines } from './exportEvents'

const event = (sequence: number): AuditEventFieldsFragment => ({
  id: `evt_${sequence}`,
  at: '2026-01-31T12:00:00Z',
  action: 'key.export',
  actorType: 'SYSTEM',
  actorKeyId: null,
  actorKid: null,
  targetId: 'key_1',
  changes: { kid: 'k' },
  requestId: null,
  sourceAddress: null,
  sequence,
  previousHash: 'a',
  hash: 'b',
})

const pages: Record<string, Awaited<ReturnType<Parameters<typeof collectEvents>[0]>>> = {
  start: { nodes: [event(3), event(2)], pageInfo: { hasNextPage: true, endCursor: 'c2' } },
  c2: { nodes: [event(1)], pageInfo: { hasNextPage: false, endCursor: 'c1' } },
}
const fetchPage = (after: string | null) => Promise.resolve(pages[after ?? 'start'] ?? expect.unreachable())

test('every page is collected, in order', async () => {
  const progress = vi.fn()
  const events = await collectEvents(fetchPage, new AbortController().signal, progress)
  expect(events.map(({ sequence }) => sequence)).toEqual([3, 2, 1])
  expect(progress.mock.calls).toEqual([[2], [3]])
})

test('a cancelled export asks for no further page', async () => {
  const cancel = new AbortController()
  const asked = vi.fn(fetchPage)
  await expect(collectEvents(asked, cancel.signal, () => cancel.abort())).rejects.toThrow('aborted')
  expect(asked).toHaveBeenCalledOnce()
})

test('each line is one event with the members of the API', () => {
  const lines = toJsonLines([event(2), { ...event(1), ...{ __typename: 'AuditEvent' } }])
  expect(lines.endsWith('\n')).toBe(true)
  const parsed = lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(parsed[1]).toEqual(event(1))
  expect(parsed).toHaveLength(2)
})

test('the file is named by scope and time', () => {
  expect(exportFilename('acme', new Date('2026-01-31T12:00:00.123Z'))).toBe('audit-acme-20260131T120000Z.jsonl')
})
