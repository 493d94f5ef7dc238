import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core'
import { IconDevices } from '@tabler/icons-react'
import { useState } from 'react'

import { graphql } from '../../graphql/generated'
import { useViewer } from '../../session/useSession'
import { DateTime } from '../../ui/DateTime'
import { EmptyState } from '../../ui/EmptyState'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { useNow } from '../../ui/useNow'
import { usePages } from '../../ui/usePages'
import { VirtualTable } from '../../ui/VirtualTable'
import type { Column } from '../../ui/VirtualTable'
import { EndSessionDialog } from './dialogs'
import type { Provider, SessionRow } from './fields'

const SessionsDocument = graphql(`
  query OperatorSessions($id: ID!, $first: Int!, $after: String) {
    node(id: $id) {
      __typename
      id
      ... on OperatorIssuer {
        sessions(first: $first, after: $after) {
          nodes {
            ...OperatorSessionFields
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`)

interface SessionsProps {
  provider: Provider
  canWrite: boolean
}

/** Who is signed in, and who was in the last day. */
export function Sessions({ provider, canWrite }: SessionsProps) {
  const { permissions } = useViewer()
  const mayRead = permissions.includes('AUDIT_READ') || permissions.includes('ADMIN_KEYS_WRITE')
  const [ending, setEnding] = useState<SessionRow>()
  const now = useNow()
  const pages = usePages({
    query: SessionsDocument,
    variables: { id: provider.id },
    connection: ({ node }) => (node?.__typename === 'OperatorIssuer' ? node.sessions : undefined),
  })
  if (!mayRead) return <ReadOnlyNotice permission="AUDIT_READ" />
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed" maw="46rem">
        Sessions that ended stay in the list for a day. The audit log has what each person did.
      </Text>
      {pages.error && <ProblemAlert error={pages.error} />}
      {!pages.items && !pages.error && <RowsSkeleton rows={4} height={60} />}
      {pages.items?.length === 0 && (
        <Paper>
          <EmptyState icon={<IconDevices />} title="No sessions">
            Nobody has signed in with {provider.name} in the last day.
          </EmptyState>
        </Paper>
      )}
      {pages.items && pages.items.length > 0 && (
        <VirtualTable
          label="Sessions"
          columns={columns(now, canWrite ? setEnding : undefined)}
          pages={pages}
          rowKey={({ id }) => id}
        />
      )}
      <EndSessionDialog provider={provider} session={ending} onClose={() => setEnding(undefined)} />
    </Stack>
  )
}

function columns(now: number, onEnd: ((session: SessionRow) => void) | undefined): Column<SessionRow>[] {
  const isLive = ({ endedAt, expiresAt }: SessionRow) => endedAt === null && Date.parse(expiresAt) > now
  return [
    {
      header: 'Person',
      width: '1.6fr',
      cell: (session) => (
        <>
          <Group gap="xs">
            <Text size="sm" fw={500}>
              {session.displayName}
            </Text>
            {!isLive(session) && <Badge color="gray">Ended</Badge>}
          </Group>
          <Text size="sm" c="dimmed" truncate>
            {session.email ?? session.subject}
          </Text>
        </>
      ),
    },
    {
      header: 'Rule',
      width: '1fr',
      cell: ({ rule }) => <Text size="sm">{rule?.name ?? 'Not chosen yet'}</Text>,
    },
    {
      header: 'Last used',
      width: '1fr',
      cell: ({ lastUsedAt }) => (
        <Text size="sm">
          <DateTime value={lastUsedAt} relative />
        </Text>
      ),
    },
    {
      header: 'Ends',
      width: '1.2fr',
      cell: ({ endedAt, expiresAt }) => (
        <Text size="sm">
          <DateTime value={endedAt ?? expiresAt} />
        </Text>
      ),
    },
    {
      header: 'Action',
      width: '6rem',
      cell: (session) =>
        onEnd &&
        isLive(session) && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            aria-label={`End the session of ${session.displayName}`}
            onClick={() => onEnd(session)}
          >
            End
          </Button>
        ),
    },
  ]
}
