import { Group, Text, VisuallyHidden } from '@mantine/core'
import { useQuery } from 'urql'

import { useProject } from '../../app/project'
import { EventSentence } from '../../audit/EventSentence'
import { plainSentence, sentenceOf } from '../../audit/sentence'
import { useActors } from '../../audit/useActors'
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
        ...SentenceFields
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
                  <Text size="sm">
                    <EventSentence event={event} actors={actors} />
                  </Text>
                </div>
                <TextLink
                  to="/projects/$slug/audit"
                  params={{ slug }}
                  search={{ event: event.id }}
                  size="sm"
                  className={classes.when}
                >
                  <VisuallyHidden>{plainSentence(sentenceOf(event, actors))}, </VisuallyHidden>
                  <DateTime value={event.at} relative />
                </TextLink>
              </Group>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
