import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconUserOff } from '@tabler/icons-react'
import { useMutation, useQuery } from 'urql'

import { graphql } from '../../graphql/generated'
import { useViewer } from '../../session/useSession'
import { DateTime } from '../../ui/DateTime'
import { EmptyState } from '../../ui/EmptyState'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import type { Provider } from './fields'

const BlocksDocument = graphql(`
  query OperatorBlocks($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on OperatorIssuer {
        blocks(first: 100) {
          nodes {
            ...OperatorBlockFields
          }
        }
      }
    }
  }
`)

const UnblockDocument = graphql(`
  mutation UnblockOperator($input: UnblockOperatorInput!) {
    unblockOperator(input: $input) {
      deletedId
    }
  }
`)

interface BlockedProps {
  provider: Provider
  canWrite: boolean
}

/** The people of a provider whom no rule lets in. */
export function Blocked({ provider, canWrite }: BlockedProps) {
  const { permissions } = useViewer()
  const mayRead = permissions.includes('AUDIT_READ') || permissions.includes('ADMIN_KEYS_WRITE')
  const [{ data, error }] = useQuery({ query: BlocksDocument, variables: { id: provider.id }, pause: !mayRead })
  const [{ fetching, error: refusal }, unblock] = useMutation(UnblockDocument)
  if (!mayRead) return <ReadOnlyNotice permission="AUDIT_READ" />

  const problem = error ?? refusal
  const blocks = data?.node?.__typename === 'OperatorIssuer' ? data.node.blocks?.nodes : undefined
  const allow = async (id: string) => {
    const { data } = await unblock({ input: { operatorBlockId: id } })
    if (data) notifications.show({ message: 'The person can sign in again.' })
  }
  return (
    <Stack gap="sm">
      {problem && <ProblemAlert error={problem} />}
      {!blocks && !error && <RowsSkeleton rows={3} height={48} />}
      {blocks?.length === 0 && (
        <Paper>
          <EmptyState icon={<IconUserOff />} title="No blocked people">
            To block a person, end one of the person’s sessions and choose to block as well.
          </EmptyState>
        </Paper>
      )}
      {blocks?.map(({ id, subject, reason, createdAt }) => (
        <Paper key={id}>
          <Group justify="space-between" gap="sm">
            <div style={{ minWidth: 0 }}>
              <Text className="mono">{subject}</Text>
              <Text size="sm" c="dimmed">
                {reason} · <DateTime value={createdAt} />
              </Text>
            </div>
            {canWrite && (
              <Button
                size="xs"
                variant="default"
                disabled={fetching}
                aria-label={`Unblock ${subject}`}
                onClick={() => void allow(id)}
              >
                Unblock
              </Button>
            )}
          </Group>
        </Paper>
      ))}
    </Stack>
  )
}
