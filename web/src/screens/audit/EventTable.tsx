import { Text, VisuallyHidden } from '@mantine/core'

import type { AuditEventFieldsFragment } from '../../graphql/generated/graphql'
import { DateTime } from '../../ui/DateTime'
import { TextLink } from '../../ui/links'
import type { Pages } from '../../ui/usePages'
import { VirtualTable } from '../../ui/VirtualTable'
import type { Column } from '../../ui/VirtualTable'
import { actorWords } from '../../audit/actorWords'
import { EventSentence } from '../../audit/EventSentence'
import { plainSentence, sentenceOf } from '../../audit/sentence'
import type { AuditSearch } from './search'
import type { Actor } from '../../audit/useActors'

type Event = AuditEventFieldsFragment

interface EventTableProps {
  pages: Pages<Event>
  actors: ReadonlyMap<string, Actor>
}

/** The events as far as they are loaded; each opens its details. */
export function EventTable({ pages, actors }: EventTableProps) {
  const columns: Column<Event>[] = [
    { header: 'Event', width: '1fr', cell: (event) => <What event={event} actors={actors} /> },
    { header: 'Time', width: '11rem', cell: (event) => <When event={event} actors={actors} /> },
  ]
  return <VirtualTable label="Events" columns={columns} pages={pages} rowKey={({ id }) => id} />
}

interface EventProps {
  event: Event
  actors: ReadonlyMap<string, Actor>
}

function What({ event, actors }: EventProps) {
  const { detail } = actorWords(event, actors)
  return (
    <>
      <Text size="sm" lineClamp={2}>
        <EventSentence event={event} actors={actors} />
      </Text>
      <Text className="mono" c="dimmed" fz="xs" truncate visibleFrom="sm">
        {[event.action, event.targetId, detail].filter(Boolean).join(' · ')}
      </Text>
    </>
  )
}

/** The time leads to the details; for screen readers the link says which. */
function When({ event, actors }: EventProps) {
  return (
    <>
      <TextLink
        to="."
        search={(old: AuditSearch) => ({ ...old, event: event.id })}
        className="row-link"
        c="inherit"
        size="sm"
        resetScroll={false}
      >
        <VisuallyHidden>{plainSentence(sentenceOf(event, actors))}, </VisuallyHidden>
        <DateTime value={event.at} seconds />
      </TextLink>
      <Text c="dimmed" fz="xs" visibleFrom="sm">
        <DateTime value={event.at} relative />
      </Text>
    </>
  )
}
