import { Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReactNode } from 'react'

import type { KeyState } from '../graphql/generated/graphql'
import { DateTime } from '../ui/DateTime'
import { EmptyState } from '../ui/EmptyState'
import { KeyStateBadge } from '../ui/KeyStateBadge'
import { ProblemAlert } from '../ui/ProblemAlert'
import { RowsSkeleton } from '../ui/ScreenSkeleton'
import { VirtualTable } from '../ui/VirtualTable'
import type { Column } from '../ui/VirtualTable'
import type { KeyFieldsFragment } from './keyFields'
import { nounOf } from './owner'
import type { KeyOwner } from './owner'
import { useKeys } from './useKeys'
import { algorithmName, originOf } from './words'

const USABLE: KeyState[] = ['PENDING', 'ACTIVE', 'RETIRING']

interface KeyTableProps {
  owner: KeyOwner
  /** For screen readers: "Admin keys". */
  label: string
  /** Stands where there are no keys: says what they are for and how to get one. */
  empty: { text: ReactNode; action?: ReactNode }
}

/** The keys of an owner, newest first; each opens its details. */
export function KeyTable({ owner, label, empty }: KeyTableProps) {
  const [shown, setShown] = useState<'usable' | 'all'>('usable')
  const pages = useKeys(owner, shown === 'usable' ? USABLE : null)
  return (
    <Stack gap="sm">
      <Group justify="flex-end">
        <SegmentedControl
          size="xs"
          aria-label={`Which ${nounOf(owner)}s`}
          value={shown}
          onChange={(value) => setShown(value)}
          data={[
            { value: 'usable', label: 'Usable' },
            { value: 'all', label: 'With expired and revoked' },
          ]}
        />
      </Group>
      {pages.error && <ProblemAlert error={pages.error} />}
      {!pages.items && !pages.error && <RowsSkeleton rows={4} height={60} />}
      {pages.items?.length === 0 && (
        <EmptyState icon={<IconKey />} title={`No ${nounOf(owner)}s`} action={empty.action}>
          {empty.text}
        </EmptyState>
      )}
      {pages.items && pages.items.length > 0 && (
        <VirtualTable label={label} columns={COLUMNS} pages={pages} rowKey={({ id }) => id} />
      )}
    </Stack>
  )
}

const COLUMNS: Column<KeyFieldsFragment>[] = [
  { header: 'Key', width: '3fr', cell: (key) => <NameCell subject={key} /> },
  { header: 'State', width: '7rem', cell: ({ state }) => <KeyStateBadge state={state} /> },
  { header: 'Algorithm', width: '5.5rem', cell: ({ algorithm }) => <Cell name="Algorithm">{algorithmName(algorithm)}</Cell> },
  { header: 'Made', width: '2fr', cell: (key) => <OriginCell subject={key} /> },
  {
    header: 'Expires',
    width: '1.4fr',
    cell: ({ expiresAt }) => (
      <Cell name="Expires">
        <DateTime value={expiresAt} none="never" relative />
      </Cell>
    ),
  },
  {
    header: 'Last used',
    width: '1.4fr',
    cell: ({ lastUsedAt }) => (
      <Cell name="Last used">
        <DateTime value={lastUsedAt} none="not yet" relative />
      </Cell>
    ),
  },
]

function NameCell({ subject: { id, name, kid } }: { subject: KeyFieldsFragment }) {
  return (
    <>
      <Text
        size="sm"
        fw={500}
        truncate
        c="inherit"
        className="row-link"
        renderRoot={(props) => <Link to="." search={{ key: id }} resetScroll={false} {...props} />}
      >
        {name}
      </Text>
      <Text c="dimmed" truncate className="mono">
        {kid}
      </Text>
    </>
  )
}

function OriginCell({ subject }: { subject: KeyFieldsFragment }) {
  return (
    <>
      <Text size="sm">{originOf(subject)}</Text>
      <Text size="xs" c="dimmed" truncate>
        by {subject.createdByKid === null ? 'the server itself' : <span className="mono">{subject.createdByKid}</span>}
      </Text>
    </>
  )
}

/** A value whose column's name stands before it on a phone, where there is no head of the table. */
function Cell({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Text size="sm">
      <Text span inherit c="dimmed" hiddenFrom="sm" aria-hidden>
        {name}:{' '}
      </Text>
      {children}
    </Text>
  )
}
