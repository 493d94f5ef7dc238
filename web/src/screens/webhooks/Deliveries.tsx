import { Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from 'urql'

import { actionWords } from '../../audit/words'
import { graphql } from '../../graphql/generated'
import type { WebhookDeliveriesQuery } from '../../graphql/generated/graphql'
import { usePermission } from '../../session/useSession'
import { DateTime } from '../../ui/DateTime'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { SectionHead } from '../../ui/SectionHead'
import classes from './Deliveries.module.css'
import type { WebhookRow } from './fields'

const WebhookDeliveriesDocument = graphql(`
  query WebhookDeliveries($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Webhook {
        deliveries(first: 20) {
          nodes {
            event {
              id
              action
              at
            }
            deliveredAt
            attemptCount
            attempts {
              at
              durationMs
              status
              error
            }
          }
        }
      }
    }
  }
`)

const RedeliverDocument = graphql(`
  mutation RedeliverWebhookEvent($input: RedeliverWebhookEventInput!) {
    redeliverWebhookEvent(input: $input) {
      webhook {
        ...WebhookFields
      }
    }
  }
`)

type Found = Extract<NonNullable<WebhookDeliveriesQuery['node']>, { __typename: 'Webhook' }>
type Delivery = NonNullable<Found['deliveries']>['nodes'][number]

/** The latest events that a webhook was sent, each with its attempts. */
export function Deliveries({ webhook, canWrite }: { webhook: WebhookRow; canWrite: boolean }) {
  const mayRead = usePermission('AUDIT_READ')
  const [{ data, error }] = useQuery({
    query: WebhookDeliveriesDocument,
    variables: { id: webhook.id },
    pause: !mayRead,
  })
  const [{ fetching, error: refusal }, redeliver] = useMutation(RedeliverDocument)
  if (!mayRead) return null

  const problem = error ?? refusal
  const deliveries = data?.node?.__typename === 'Webhook' ? data.node.deliveries?.nodes : undefined
  const again = async (eventId: string) => {
    const { data } = await redeliver({ input: { webhookId: webhook.id, eventId } })
    if (data) notifications.show({ message: 'Event is on its way again.' })
  }
  return (
    <Stack gap="sm" component="section" aria-labelledby="deliveries">
      <SectionHead id="deliveries" title="Deliveries" description="The latest 20 events of the last 30 days." />
      {problem && <ProblemAlert error={problem} />}
      {!deliveries && !error && <RowsSkeleton rows={3} height={48} />}
      {deliveries?.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing was sent yet.
        </Text>
      )}
      {deliveries && deliveries.length > 0 && (
        <ul className={classes.rows} aria-labelledby="deliveries">
          {deliveries.map((delivery) => (
            <li key={delivery.event.id}>
              <Row
                delivery={delivery}
                busy={fetching}
                onAgain={canWrite && webhook.enabled && delivery.deliveredAt !== null ? again : undefined}
              />
            </li>
          ))}
        </ul>
      )}
    </Stack>
  )
}

interface RowProps {
  delivery: Delivery
  busy: boolean
  /** Sends the event again; none: not possible now. */
  onAgain: ((eventId: string) => Promise<void>) | undefined
}

function Row({ delivery, busy, onAgain }: RowProps) {
  const { event, deliveredAt, attempts, attemptCount } = delivery
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <div>
          <Text size="sm" fw={500}>
            {actionWords(event.action)}
          </Text>
          <Text size="xs" c="dimmed">
            <DateTime value={event.at} seconds /> · {deliveredAt === null ? 'not delivered yet' : 'delivered'}
            {attemptCount > 1 && ` · ${attemptCount} attempts`}
          </Text>
        </div>
        {onAgain && (
          <Button size="compact-xs" variant="default" disabled={busy} onClick={() => void onAgain(event.id)}>
            Send again
          </Button>
        )}
      </Group>
      <details>
        <summary className={classes.summary}>Attempts</summary>
        <ul className={classes.attempts}>
          {attempts.map(({ at, status, error, durationMs }) => (
            <li key={at}>
              <Text size="xs">
                <DateTime value={at} seconds /> · {error ?? `status ${status ?? ''}`} · {durationMs} ms
              </Text>
            </li>
          ))}
        </ul>
      </details>
    </Stack>
  )
}
