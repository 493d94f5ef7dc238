import { Alert, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'

import { actionWords } from '../../audit/words'
import { CopyRow } from '../../ui/CopyRow'
import { DateTime } from '../../ui/DateTime'
import { useNow } from '../../ui/useNow'
import type { WebhookRow } from './fields'
import { WebhookBadge } from './WebhookBadge'

interface WebhookFactsProps {
  webhook: WebhookRow & { backlog: number; publicKeys: string[] }
}

/** When the next attempt is made; one that is due is made at once. */
function NextAttempt({ at }: { at: string | null }) {
  const now = useNow()
  return at === null || Date.parse(at) <= now ? 'now' : <DateTime value={at} relative />
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
          <Text size="sm">Reason: {lastError}.</Text>
          <Text size="sm">
            {enabled ? (
              <>
                Next attempt: <NextAttempt at={nextAttemptAt} />.
              </>
            ) : (
              'Enable the webhook to send what waits.'
            )}{' '}
            Events since the last one that was handled: {backlog}.
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
