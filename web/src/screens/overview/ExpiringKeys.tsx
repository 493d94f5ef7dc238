import { Group, Text } from '@mantine/core'
import { IconCalendarCheck } from '@tabler/icons-react'
import { useQuery } from 'urql'

import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import type { ExpiringKeysQuery } from '../../graphql/generated/graphql'
import { DateTime } from '../../ui/DateTime'
import { destinationOf } from '../../ui/destination'
import { EmptyState } from '../../ui/EmptyState'
import { TextLink } from '../../ui/links'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import classes from './rows.module.css'
import { Section } from './Section'

const ExpiringKeysDocument = graphql(`
  query ExpiringKeys($projectId: ID!, $withinDays: Int!, $first: Int!) {
    node(id: $projectId) {
      __typename
      id
      ... on Project {
        expiringKeys(withinDays: $withinDays, first: $first) {
          nodes {
            id
            kid
            expiresAt
            successor {
              id
            }
            owner: application {
              id
              name
            }
            ...DestinationFields
          }
          totalCount
        }
      }
    }
  }
`)

const WITHIN_DAYS = 30
const ROWS = 6

type Project = Extract<NonNullable<ExpiringKeysQuery['node']>, { __typename: 'Project' }>
type ExpiringKey = Project['expiringKeys']['nodes'][number]

/** Keys of any purpose whose end is near, soonest first. */
export function ExpiringKeys() {
  const { id } = useProject()
  const [{ data, error }] = useQuery({
    query: ExpiringKeysDocument,
    variables: { projectId: id, withinDays: WITHIN_DAYS, first: ROWS },
  })
  const keys = data?.node?.__typename === 'Project' ? data.node.expiringKeys : undefined
  const more = keys ? keys.totalCount - keys.nodes.length : 0
  return (
    <Section title="Keys expiring soon">
      {error && !keys && <ProblemAlert error={error} />}
      {!error && !keys && <RowsSkeleton rows={4} height={58} />}
      {keys?.nodes.length === 0 && (
        <EmptyState icon={<IconCalendarCheck />} title="No keys expire soon">
          No key expires within {WITHIN_DAYS} days.
        </EmptyState>
      )}
      {keys && keys.nodes.length > 0 && (
        <ul className={classes.rows}>
          {keys.nodes.map((key) => (
            <Row key={key.id} subject={key} />
          ))}
        </ul>
      )}
      {more > 0 && (
        <Text size="sm" c="dimmed" pt="xs">
          And {more} more within {WITHIN_DAYS} days.
        </Text>
      )}
    </Section>
  )
}

const PURPOSES = { ADMIN: 'Admin key', APPLICATION: 'Application key', SIGNING: 'Signing key' } as const

function Row({ subject }: { subject: ExpiringKey }) {
  const destination = destinationOf(subject)
  const kind = subject.owner ? `Key of ${subject.owner.name}` : PURPOSES[subject.purpose]
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <div className={classes.grow}>
          {destination && (
            <TextLink {...destination.target} size="sm" fw={500} className={classes.cut}>
              {subject.name}
            </TextLink>
          )}
          <Text size="xs" c="dimmed" truncate>
            {kind}
            {subject.successor ? ' · has a successor' : ' · no successor yet'}
          </Text>
        </div>
        <Text size="sm">
          <DateTime value={subject.expiresAt} relative />
        </Text>
      </Group>
    </li>
  )
}
