import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'

import { actionWords } from '../../audit/words'
import { CopyRow } from '../../ui/CopyRow'
import { DateTime } from '../../ui/DateTime'
import type { WebhookRow } from './fields'
import { WebhookBadge } from './WebhookBadge'

interface WebhookFactsProps {
  webhook: WebhookRow & { backlog: number; publicKeys: string[] }
}

/** What a webhook is, and how it fares. */
export function WebhookFacts({ webhook }: WebhookFactsProps) {
  const { url, eventTypes, enabled, lastError, nextAttemptAt, lastDeliveryAt, backlog, publicKeys } = webhook
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <WebhookBadge webhook={webhook} />
        <Text size="sm" c="dimmed">
          Last delivery: <DateTime value={lastDeliveryAt} none="none yet" relative />
        </Text>
      </Group>
      {lastError !== null && (
        <Alert
          color={enabled ? 'yellow' : 'red'}
          icon={<IconAlertTriangle aria-hidden />}
          title="The last attempt failed"
        >
          <Text size="sm">
            {lastError}. {backlog} {backlog === 1 ? 'event waits' : 'events wait'};{' '}
            {enabled ? (
              <>
                the next attempt is <DateTime value={nextAttemptAt} none="soon" relative />.
              </>
            ) : (
              'they are sent when you enable the webhook.'
            )}
          </Text>
        </Alert>
      )}
      <div>
        <CopyRow label="URL" value={url} />
        {publicKeys.map((key, place) => (
          <CopyRow key={key} label={place === 0 ? 'Public key' : 'Previous public key'} value={key} />
        ))}
      </div>
      <Text size="sm">
        <Text span c="dimmed" inherit>
          Event types:{' '}
        </Text>
        {eventTypes.length === 0 ? 'All' : eventTypes.map(actionWords).join(', ')}
      </Text>
    </Stack>
  )
}
