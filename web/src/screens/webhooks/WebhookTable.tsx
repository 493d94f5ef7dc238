import { Paper, Table, Text } from '@mantine/core'

import { DateTime } from '../../ui/DateTime'
import { TextLink } from '../../ui/links'
import type { WebhookRow } from './fields'
import { WebhookBadge } from './WebhookBadge'

/** The webhooks, newest first; each opens its drawer. */
export function WebhookTable({ webhooks }: { webhooks: WebhookRow[] }) {
  return (
    <Paper>
      <Table aria-label="Webhooks" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>URL</Table.Th>
            <Table.Th w="9rem" visibleFrom="sm">
              Events
            </Table.Th>
            <Table.Th w="8rem">State</Table.Th>
            <Table.Th w="11rem" visibleFrom="md">
              Last delivery
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {webhooks.map((webhook) => (
            <Table.Tr key={webhook.id}>
              <Table.Td>
                <TextLink
                  to="."
                  search={(old) => ({ ...old, webhook: webhook.id })}
                  resetScroll={false}
                  size="sm"
                  fw={500}
                  c="inherit"
                  display="block"
                  truncate
                >
                  {webhook.url}
                </TextLink>
                {webhook.lastError !== null && (
                  <Text size="xs" c="dimmed" truncate>
                    Last attempt failed: {webhook.lastError}
                  </Text>
                )}
              </Table.Td>
              <Table.Td visibleFrom="sm">{countWords(webhook.eventTypes.length)}</Table.Td>
              <Table.Td>
                <WebhookBadge webhook={webhook} />
              </Table.Td>
              <Table.Td visibleFrom="md">
                <DateTime value={webhook.lastDeliveryAt} none="none yet" relative />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  )
}

function countWords(types: number): string {
  if (types === 0) return 'All'
  return types === 1 ? '1 type' : `${types} types`
}
