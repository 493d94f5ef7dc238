import { Button, Group, Progress, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { CombinedError } from 'urql'

import { problemOf } from '../graphql/errors'
import type { Connection, Pages } from '../ui/usePages'
import { numberOf } from '../usage/words'
import { collect } from './collect'
import { MOST_SELECTED } from './useSelection'
import type { Selection } from './useSelection'

interface SelectAllProps<Item> {
  /** "applications". */
  nouns: string
  selection: Selection<Item>
  pages: Pages<Item>
  /** A page of the list as it is narrowed and ordered, of 100 items. */
  fetchPage: (after: string | null) => Promise<Connection<Item>>
}

/**
 * Offers to select what the list has beyond the rows that are loaded, once those are selected. Shows how far it is
 * while the rows come, and says so where they are more than can be changed at once.
 */
export function SelectAll<Item extends { id: string }>(props: SelectAllProps<Item>) {
  const { nouns, selection, pages, fetchPage } = props
  const [count, setCount] = useState<number>()
  const [problem, setProblem] = useState<string>()
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])

  const run = async () => {
    const controller = new AbortController()
    running.current = controller
    const { signal } = controller
    setProblem(undefined)
    setCount(0)
    try {
      selection.selectAll(await collect(fetchPage, { most: MOST_SELECTED, signal, onProgress: setCount }))
    } catch (error) {
      if (!signal.aborted) setProblem(reason(error))
    } finally {
      setCount(undefined)
    }
  }

  const total = pages.total ?? 0
  const most = Math.min(total, MOST_SELECTED)
  if (count !== undefined) {
    return (
      <Group gap="xs" role="status">
        <Progress value={(count / most) * 100} w={80} aria-label="Selecting" />
        <Text size="sm">
          {numberOf(count)} of {numberOf(most)} selected…
        </Text>
        <Button size="xs" variant="default" onClick={() => running.current?.abort()}>
          Cancel
        </Button>
      </Group>
    )
  }
  if (problem !== undefined) {
    return (
      <Group gap="xs" role="alert">
        <Text size="sm">{problem}</Text>
        <Button size="xs" variant="default" onClick={() => void run()}>
          Try again
        </Button>
      </Group>
    )
  }
  const isOffered = selection.extent === 'all' && selection.items.length < most && pages.hasMore
  if (!isOffered) return null
  return (
    <Button size="xs" variant="subtle" onClick={() => void run()}>
      {total > MOST_SELECTED
        ? `Select the first ${numberOf(MOST_SELECTED)} of ${numberOf(total)} ${nouns}`
        : `Select all ${numberOf(total)} ${nouns}`}
    </Button>
  )
}

function reason(error: unknown): string {
  if (error instanceof CombinedError) return problemOf(error).message
  return error instanceof Error ? error.message : String(error)
}
