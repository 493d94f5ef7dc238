import { Group, SegmentedControl, Stack, Text, Tooltip } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReactNode } from 'react'

import type { KeyState, Permission } from '../graphql/generated/graphql'
import { List } from '../list/List'
import { orderOf } from '../list/orders'
import { KEY_LIST, keyFilterOf } from '../list/specs'
import { useListAddress } from '../list/useListAddress'
import { Cell } from '../ui/Cell'
import { DateTime } from '../ui/DateTime'
import { EmptyState } from '../ui/EmptyState'
import { KeyStateBadge } from '../ui/KeyStateBadge'
import { DAY } from '../ui/time'
import { useNow } from '../ui/useNow'
import type { Column } from '../ui/VirtualTable'
import type { KeyFieldsFragment } from './keyFields'
import { nounOf } from './owner'
import type { KeyOwner } from './owner'
import { permissionsSummary, shortPermissions } from './permissions'
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

/** The keys of an owner; each opens its details. */
export function KeyTable({ owner, label, empty }: KeyTableProps) {
  const [address, change] = useListAddress()
  const isAll = address.keys === 'all'
  const [opened] = useState(() => Date.now())
  const pages = useKeys(owner, {
    states: isAll ? null : USABLE,
    filter: keyFilterOf(address, opened),
    orderBy: orderOf(KEY_LIST, address),
  })
  return (
    <Stack gap="sm">
      <Group justify="flex-end">
        <SegmentedControl
          size="xs"
          aria-label={`Show ${nounOf(owner)}s`}
          value={isAll ? 'all' : 'usable'}
          onChange={(value) => change({ keys: value === 'all' ? value : undefined })}
          data={[
            { value: 'usable', label: 'Usable' },
            { value: 'all', label: 'All' },
          ]}
        />
      </Group>
      <List
        label={label}
        noun={nounOf(owner)}
        spec={KEY_LIST}
        address={address}
        onChange={change}
        pages={pages}
        columns={COLUMNS[owner.kind]}
        glance={5}
        empty={
          <EmptyState icon={<IconKey />} title={`No ${nounOf(owner)}s`} action={empty.action}>
            {empty.text}
          </EmptyState>
        }
      />
    </Stack>
  )
}

const KEY: Column<KeyFieldsFragment> = { header: 'Key', width: '3fr', cell: (key) => <NameCell subject={key} /> }

const STATE: Column<KeyFieldsFragment> = {
  header: 'State',
  width: '6.5rem',
  cell: ({ state }) => <KeyStateBadge state={state} />,
}

const LIFE: Column<KeyFieldsFragment>[] = [
  { header: 'Created', width: '2fr', cell: (key) => <OriginCell subject={key} /> },
  {
    header: 'Expires',
    width: '1.4fr',
    cell: ({ expiresAt }) => (
      <Cell name="Expires">
        <Soon end={expiresAt}>
          <DateTime value={expiresAt} none="never" relative />
        </Soon>
      </Cell>
    ),
  },
  {
    header: 'Last used',
    width: '1.4fr',
    cell: ({ lastUsedAt }) => (
      <Cell name="Last used">
        <DateTime value={lastUsedAt} none="never" relative />
      </Cell>
    ),
  },
]

const BARE_COLUMNS: Column<KeyFieldsFragment>[] = [
  KEY,
  STATE,
  {
    header: 'Algorithm',
    width: '5.5rem',
    cell: ({ algorithm }) => <Cell name="Algorithm">{algorithmName(algorithm)}</Cell>,
  },
  ...LIFE,
]

/** Admin keys all have one algorithm, and differ in what their holder may do. */
function adminColumns(scope: 'INSTANCE' | 'PROJECT'): Column<KeyFieldsFragment>[] {
  const cell = ({ permissions }: KeyFieldsFragment) => <PermissionsCell held={permissions ?? []} scope={scope} />
  return [KEY, STATE, { header: 'Permissions', width: '2fr', cell }, ...LIFE]
}

const COLUMNS: Record<KeyOwner['kind'], Column<KeyFieldsFragment>[]> = {
  instance: adminColumns('INSTANCE'),
  project: adminColumns('PROJECT'),
  application: BARE_COLUMNS,
  signing: BARE_COLUMNS,
}

/** A key that ends within so many days is marked. */
const SOON = 7 * DAY

/** Marks the end of a key that comes soon. */
function Soon({ end, children }: { end: string | null; children: ReactNode }) {
  const now = useNow()
  const left = end === null ? Infinity : Date.parse(end) - now
  return left > 0 && left < SOON ? (
    <Text span inherit fw={600} c="light-dark(var(--mantine-color-red-9), var(--mantine-color-red-3))">
      {children}
    </Text>
  ) : (
    children
  )
}

function NameCell({ subject: { id, name, kid } }: { subject: KeyFieldsFragment }) {
  return (
    <>
      <Text
        size="sm"
        fw={500}
        truncate
        c="inherit"
        className="row-link"
        renderRoot={(props) => <Link to="." search={(old) => ({ ...old, key: id })} resetScroll={false} {...props} />}
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
      <Cell name="Created">
        <DateTime value={subject.createdAt} relative />
      </Cell>
      <Text size="xs" c="dimmed">
        {originOf(subject)}
      </Text>
    </>
  )
}

function PermissionsCell({ held, scope }: { held: Permission[]; scope: 'INSTANCE' | 'PROJECT' }) {
  const summary = permissionsSummary(held, scope)
  const all = shortPermissions(held).join(', ')
  return (
    <Cell name="Permissions">
      <Tooltip label={all} disabled={summary === all} multiline maw="20rem">
        <span className="mono">{summary}</span>
      </Tooltip>
    </Cell>
  )
}
