import { Text } from '@mantine/core'

import { Cell } from '../../ui/Cell'
import { DateTime } from '../../ui/DateTime'
import { TextLink } from '../../ui/links'
import type { Pages } from '../../ui/usePages'
import { VirtualTable } from '../../ui/VirtualTable'
import type { Column } from '../../ui/VirtualTable'
import type { WebhookRow } from './fields'
import { WebhookBadge } from './WebhookBadge'

const COLUMNS: Column<WebhookRow>[] = [
  {
    header: 'URL',
    width: '3fr',
    cell: ({ id, url, lastError }) => (
      <>
        <TextLink
          to="."
          search={(old) => ({ ...old, webhook: id })}
          resetScroll={false}
          className="row-link"
          size="sm"
          fw={500}
          lineClamp={2}
          style={{ overflowWrap: 'anywhere' }}
        >
          {url}
        </TextLink>
        {lastError !== null && (
          <Text size="xs" c="dimmed" lineClamp={2}>
            Last attempt failed: {lastError}
          </Text>
        )}
      </>
    ),
  },
  {
    header: 'Events',
    width: '1fr',
    cell: ({ eventTypes }) => <Cell name="Events">{countWords(eventTypes.length)}</Cell>,
  },
  { header: 'State', width: '7rem', cell: (webhook) => <WebhookBadge webhook={webhook} /> },
  {
    header: 'Last delivery',
    width: '1.2fr',
    cell: ({ lastDeliveryAt }) => (
      <Cell name="Last delivery">
        <DateTime value={lastDeliveryAt} none="never" relative />
      </Cell>
    ),
  },
]

/** The webhooks, newest first; each opens its drawer. */
export function WebhookTable({ webhooks }: { webhooks: WebhookRow[] }) {
  return <VirtualTable label="Webhooks" columns={COLUMNS} pages={wholeList(webhooks)} rowKey={({ id }) => id} />
}

/** A list that came at once. */
function wholeList<Item>(items: Item[]): Pages<Item> {
  return {
    items,
    total: items.length,
    hasMore: false,
    isLoadingMore: false,
    error: undefined,
    loadMore: () => undefined,
  }
}

function countWords(types: number): string {
  if (types === 0) return 'All'
  return types === 1 ? '1 type' : `${types} types`
}
