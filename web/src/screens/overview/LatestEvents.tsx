import { Group, Text } from '@mantine/core'
import { useQuery } from 'urql'

import { useProject } from '../../app/project'
import { actorWords } from '../../audit/actorWords'
import { useActors } from '../../audit/useActors'
import { actionWords, targetName } from '../../audit/words'
import { graphql } from '../../graphql/generated'
import { DateTime } from '../../ui/DateTime'
import { TextLink } from '../../ui/links'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import classes from './rows.module.css'
import { Section } from './Section'

const LatestEventsDocument = graphql(`
  query LatestEvents($projectId: ID!, $first: Int!) {
    auditEvents(projectId: $projectId, first: $first) {
      nodes {
        id
        at
        action
        actorType
        actorKeyId
        actorKid
        sourceAddress
        changes
      }
    }
  }
`)

const ROWS = 6

/** What was done last, and by whom. A project has one event at least: it was created. */
export function LatestEvents() {
  const { id, slug } = useProject()
  const actors = useActors(id)
  const [{ data, error }] = useQuery({ query: LatestEventsDocument, variables: { projectId: id, first: ROWS } })
  const events = data?.auditEvents?.nodes
  return (
    <Section
      title="Latest events"
      aside={
        <TextLink to="/projects/$slug/audit" params={{ slug }} size="sm">
          Audit log
        </TextLink>
      }
    >
      {error && !events && <ProblemAlert error={error} />}
      {!error && !events && <RowsSkeleton rows={4} height={58} />}
      {events && (
        <ul className={classes.rows}>
          {events.map((event) => (
            <li key={event.id}>
              <Group justify="space-between" wrap="nowrap" gap="sm">
                <div className={classes.grow}>
                  <TextLink
                    to="/projects/$slug/audit"
                    params={{ slug }}
                    search={{ event: event.id }}
                    size="sm"
                    fw={500}
                    className={classes.cut}
                  >
                    {actionWords(event.action)}
                  </TextLink>
                  <Text size="xs" c="dimmed" truncate>
                    {[targetName(event.changes), `by ${actorWords(event, actors).name}`].filter(Boolean).join(' · ')}
                  </Text>
                </div>
                <Text size="sm">
                  <DateTime value={event.at} relative />
                </Text>
              </Group>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
