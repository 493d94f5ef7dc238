import { Text } from '@mantine/core'

import type { AuditEventFieldsFragment } from '../../graphql/generated/graphql'
import { DateTime } from '../../ui/DateTime'
import { TextLink } from '../../ui/links'
import type { Pages } from '../../ui/usePages'
import { VirtualTable } from '../../ui/VirtualTable'
import type { Column } from '../../ui/VirtualTable'
import { actorWords } from '../../audit/actorWords'
import type { AuditSearch } from './search'
import type { Actor } from '../../audit/useActors'
import { actionWords, targetName } from '../../audit/words'

type Event = AuditEventFieldsFragment

interface EventTableProps {
  pages: Pages<Event>
  actors: ReadonlyMap<string, Actor>
}

/** The events as far as they are loaded; each opens its details. */
export function EventTable({ pages, actors }: EventTableProps) {
  const columns: Column<Event>[] = [
    { header: 'Action', width: '1.3fr', cell: (event) => <What event={event} /> },
    { header: 'Target', width: '1.3fr', cell: (event) => <ToWhat event={event} /> },
    { header: 'Actor', width: '1fr', cell: (event) => <Who event={event} actors={actors} /> },
    { header: 'Time', width: '11rem', cell: ({ at }) => <When at={at} /> },
  ]
  return <VirtualTable label="Events" columns={columns} pages={pages} rowKey={({ id }) => id} />
}

function What({ event: { id, action } }: { event: Event }) {
  return (
    <>
      <TextLink
        to="."
        search={(old: AuditSearch) => ({ ...old, event: id })}
        className="row-link"
        c="inherit"
        fw={500}
        size="sm"
        resetScroll={false}
      >
        {actionWords(action)}
      </TextLink>
      <Text className="mono" c="dimmed" fz="xs" truncate visibleFrom="sm">
        {action}
      </Text>
    </>
  )
}

function ToWhat({ event: { targetId, changes } }: { event: Event }) {
  const name = targetName(changes)
  return (
    <>
      {name !== undefined && (
        <Text size="sm" truncate>
          {name}
        </Text>
      )}
      <Text className="mono" c="dimmed" fz="xs" truncate visibleFrom={name === undefined ? undefined : 'sm'}>
        {targetId}
      </Text>
    </>
  )
}

function Who({ event, actors }: { event: Event; actors: ReadonlyMap<string, Actor> }) {
  const { name, detail } = actorWords(event, actors)
  return (
    <>
      <Text size="sm" truncate>
        {name}
      </Text>
      <Text c="dimmed" className="mono" fz="xs" truncate visibleFrom="sm">
        {detail}
      </Text>
    </>
  )
}

function When({ at }: { at: string }) {
  return (
    <>
      <Text size="sm">
        <DateTime value={at} seconds />
      </Text>
      <Text c="dimmed" fz="xs" visibleFrom="sm">
        <DateTime value={at} relative />
      </Text>
    </>
  )
}
