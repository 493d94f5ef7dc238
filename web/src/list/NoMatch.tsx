import { Button } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'

import { EmptyState } from '../ui/EmptyState'
import { clearedOf, narrowingWords } from './address'
import type { ListAddress, ListSpec } from './address'
import { useListAddress } from './useListAddress'

interface NoMatchProps {
  spec: ListSpec
  address: ListAddress
  noun: string
  /** Its plural, if that is no `s` at the end. */
  nouns?: string
  /** What the search compares. */
  hint?: string
}

/** Stands in the place of rows that the search and the filters leave out, with the way back to all of them. */
export function NoMatch({ spec, address, noun, nouns = `${noun}s`, hint }: NoMatchProps) {
  const [, change] = useListAddress()
  return (
    <EmptyState
      icon={<IconSearchOff />}
      title={`No ${noun} matches ${narrowingWords(spec, address)}`}
      action={
        <Button variant="default" onClick={() => change(clearedOf(spec))}>
          Show all {nouns}
        </Button>
      }
    >
      {hint ?? 'Change the search or the filters, or show everything.'}
    </EmptyState>
  )
}
