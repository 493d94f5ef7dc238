import { expect, test, vi } from 'vitest'

import { collectLines, exportFilename, toJsonLines } from './exportEvents'

const event = (sequence: number) => ({ exportLine: `{"type":"event","sequence":${sequence}}` })

const pages: Record<string, Awaited<ReturnType<Parameters<typeof collectLines>[0]>>> = {
  start: { nodes: [event(3), event(2)], pageInfo: { hasNextPage: true, endCursor: 'c2' } },
  c2: { nodes: [event(1)], pageInfo: { hasNextPage: false, endCursor: 'c1' } },
}
const fetchPage = (after: string | null) => Promise.resolve(pages[after ?? 'start'] ?? expect.unreachable())

test('every page is collected, in order', async () => {
  const progress = vi.fn()
  const lines = await collectLines(fetchPage, new AbortController().signal, progress)
  expect(lines).toEqual([3, 2, 1].map((sequence) => event(sequence).exportLine))
  expect(progress.mock.calls).toEqual([[2], [3]])
})

test('a cancelled export asks for no further page', async () => {
  const cancel = new AbortController()
  const asked = vi.fn(fetchPage)
  await expect(collectLines(asked, cancel.signal, () => cancel.abort())).rejects.toThrow('aborted')
  expect(asked).toHaveBeenCalledOnce()
})

test('a file begins with what it is, and has the events unchanged, oldest first', () => {
  const header = { publicUrl: 'https://keys.example.com', checkpointKeys: { keys: [] } }
  const [first, ...rest] = toJsonLines([event(2).exportLine, event(1).exportLine], header).split('\n')
  expect(JSON.parse(first ?? '')).toEqual({ type: 'stream', version: 1, ...header })
  expect(rest).toEqual([event(1).exportLine, event(2).exportLine, ''])
})

test('the file is named by scope and time', () => {
  expect(exportFilename('acme', new Date('2026-01-31T12:00:00.123Z'))).toBe('audit-acme-20260131T120000Z.jsonl')
})
