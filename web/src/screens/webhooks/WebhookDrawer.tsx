import { Drawer, Stack } from '@mantine/core'
import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { Deliveries } from './Deliveries'
import { WebhookActions } from './WebhookActions'
import { WebhookFacts } from './WebhookFacts'

const WebhookDocument = graphql(`
  query Webhook($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Webhook {
        ...WebhookFields
        backlog
        publicKeys
      }
    }
  }
`)

interface WebhookDrawerProps {
  /** None: closed. */
  webhookId: string | undefined
  canWrite: boolean
  onClose: () => void
}

/** One webhook: its state, what can be done with it, and what it was sent. */
export function WebhookDrawer({ webhookId, canWrite, onClose }: WebhookDrawerProps) {
  const [{ data, error }] = useQuery({
    query: WebhookDocument,
    variables: { id: webhookId ?? '' },
    pause: webhookId === undefined,
  })
  const webhook = data?.node?.__typename === 'Webhook' && data.node.id === webhookId ? data.node : undefined
  return (
    <Drawer opened={webhookId !== undefined} onClose={onClose} title="Webhook" size="lg">
      {error && <ProblemAlert error={error} />}
      {!webhook && !error && (data && !data.node ? 'Webhook not found.' : <RowsSkeleton rows={6} />)}
      {webhook && (
        <Stack gap="lg">
          <WebhookFacts webhook={webhook} />
          {canWrite && <WebhookActions webhook={webhook} onDeleted={onClose} />}
          <Deliveries webhook={webhook} canWrite={canWrite} />
        </Stack>
      )}
    </Drawer>
  )
}
