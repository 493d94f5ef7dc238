import { Button, Drawer, Group, Stack } from '@mantine/core'
import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { EventDetails } from './EventDetails'
import type { AuditSearch } from './search'
import type { Actor } from '../../audit/useActors'
import { actionWords } from '../../audit/words'

const EventDocument = graphql(`
  query AuditEvent($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on AuditEvent {
        ...AuditEventFields
      }
    }
  }
`)

interface EventDrawerProps {
  /** None: closed. */
  eventId: string | undefined
  actors: ReadonlyMap<string, Actor>
  onClose: () => void
  /** Lists the events of one actor or one target. */
  onFilter: (filter: AuditSearch) => void
}

/** One event, with everything that is known of it. */
export function EventDrawer({ eventId, actors, onClose, onFilter }: EventDrawerProps) {
  const [{ data, error }] = useQuery({
    query: EventDocument,
    variables: { id: eventId ?? '' },
    pause: eventId === undefined,
    // An event never changes.
    requestPolicy: 'cache-first',
  })
  const event = data?.node?.__typename === 'AuditEvent' && data.node.id === eventId ? data.node : undefined
  return (
    <Drawer opened={eventId !== undefined} onClose={onClose} title={event ? actionWords(event.action) : 'Event'}>
      {error && <ProblemAlert error={error} />}
      {!event &&
        !error &&
        (data && !data.node ? 'Event not found, or your admin key has no access to it.' : <RowsSkeleton rows={8} />)}
      {event && (
        <Stack gap="lg">
          <EventDetails event={event} actors={actors} />
          <Group gap="xs">
            {event.targetId !== null && (
              <OnlyButton label="Only this target" onClick={() => onFilter({ target: event.targetId ?? undefined })} />
            )}
            {event.actorKeyId !== null && (
              <OnlyButton
                label="Only this key’s actions"
                onClick={() => onFilter({ actor: event.actorKeyId ?? undefined })}
              />
            )}
          </Group>
        </Stack>
      )}
    </Drawer>
  )
}

function OnlyButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="default" size="xs" onClick={onClick}>
      {label}
    </Button>
  )
}
