import { Button, Stack } from '@mantine/core'
import { IconSearchOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { EmptyState } from '../ui/EmptyState'
import { ProblemAlert } from '../ui/ProblemAlert'
import { RowsSkeleton } from '../ui/ScreenSkeleton'
import type { Pages } from '../ui/usePages'
import { VirtualTable } from '../ui/VirtualTable'
import type { Column, RowSelection } from '../ui/VirtualTable'
import { clearedOf, isNarrowed, narrowingWords } from './address'
import type { ListAddress, ListSpec } from './address'
import { ListControls } from './ListControls'

interface ListProps<Item extends { id: string }> {
  /** For screen readers: "Applications". */
  label: string
  /** "application". */
  noun: string
  spec: ListSpec
  address: ListAddress
  onChange: (change: ListAddress) => void
  pages: Pages<Item>
  columns: Column<Item>[]
  /** Stands in the place of a list that has no rows at all. */
  empty: ReactNode
  /** What is compared, where the search finds nothing. */
  hint?: string
  /** Rows that can be selected, and what stands above the table while some are. */
  selection?: RowSelection<Item> | undefined
  selected?: ReactNode
}

/** A list with its controls: everything between the heading of a screen and its last row. */
export function List<Item extends { id: string }>(props: ListProps<Item>) {
  const { label, noun, spec, address, onChange, pages, columns, empty, hint, selection, selected } = props
  const isFiltered = isNarrowed(spec, address)
  const isEmpty = pages.items?.length === 0
  if (isEmpty && !isFiltered) return <>{empty}</>
  return (
    <Stack gap="sm">
      <ListControls spec={spec} address={address} onChange={onChange} noun={noun} count={pages.total} />
      {pages.error && <ProblemAlert error={pages.error} />}
      {!pages.items && !pages.error && <RowsSkeleton rows={8} height={60} />}
      {isEmpty && (
        <EmptyState
          icon={<IconSearchOff />}
          title={`No ${noun} matches ${narrowingWords(spec, address)}`}
          action={
            <Button variant="default" onClick={() => onChange(clearedOf(spec))}>
              Show all {noun}s
            </Button>
          }
        >
          {hint ?? 'Change the search or the filters, or show everything.'}
        </EmptyState>
      )}
      {selected}
      {pages.items && !isEmpty && (
        <VirtualTable label={label} columns={columns} pages={pages} rowKey={({ id }) => id} selection={selection} />
      )}
    </Stack>
  )
}
