import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'

import { ProblemAlert } from '../ui/ProblemAlert'
import { RowsSkeleton } from '../ui/ScreenSkeleton'
import type { Pages } from '../ui/usePages'
import { VirtualTable } from '../ui/VirtualTable'
import type { Column, RowSelection } from '../ui/VirtualTable'
import { isNarrowed } from './address'
import type { ListAddress, ListSpec } from './address'
import { ListControls } from './ListControls'
import { NoMatch } from './NoMatch'

interface ListProps<Item extends { id: string }> {
  /** For screen readers: "Applications". */
  label: string
  /** "application". */
  noun: string
  /** Its plural, if that is no `s` at the end. */
  nouns?: string
  spec: ListSpec
  address: ListAddress
  onChange: (change: ListAddress) => void
  pages: Pages<Item>
  columns: Column<Item>[]
  /** Stands in the place of a list that has no rows at all. */
  empty: ReactNode
  /** What is compared, where the search finds nothing. */
  hint?: string
  /** A list of so few rows is seen at a glance, and has no controls. Default 0. */
  glance?: number
  /** Rows that can be selected, and what stands above the table while some are. */
  selection?: RowSelection<Item> | undefined
  selected?: ReactNode
}

/** A list with its controls: everything between the heading of a screen and its last row. */
export function List<Item extends { id: string }>(props: ListProps<Item>) {
  const {
    label,
    noun,
    nouns = `${noun}s`,
    spec,
    address,
    onChange,
    pages,
    columns,
    empty,
    hint,
    glance = 0,
    selection,
    selected,
  } = props
  const isFiltered = isNarrowed(spec, address)
  const isEmpty = pages.items?.length === 0
  if (isEmpty && !isFiltered) return <>{empty}</>
  return (
    <Stack gap="sm">
      {(isFiltered || (pages.total ?? glance) > glance || glance === 0) && (
        <ListControls spec={spec} address={address} onChange={onChange} noun={noun} nouns={nouns} count={pages.total} />
      )}
      {pages.error && <ProblemAlert error={pages.error} />}
      {!pages.items && !pages.error && <RowsSkeleton rows={8} height={60} />}
      {isEmpty && <NoMatch spec={spec} address={address} noun={noun} nouns={nouns} hint={hint} />}
      {selected}
      {pages.items && !isEmpty && (
        <VirtualTable label={label} columns={columns} pages={pages} rowKey={({ id }) => id} selection={selection} />
      )}
    </Stack>
  )
}
