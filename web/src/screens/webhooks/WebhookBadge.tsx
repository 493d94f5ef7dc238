import { Badge } from '@mantine/core'

import type { WebhookRow } from './fields'

/** Whether events arrive: by word first, by colour as well. */
export function WebhookBadge({ webhook }: { webhook: Pick<WebhookRow, 'enabled' | 'lastError'> }) {
  const { color, label } = stateOf(webhook)
  return (
    <Badge variant="dot" color={color} styles={{ root: { color: 'inherit' } }}>
      {label}
    </Badge>
  )
}

function stateOf({ enabled, lastError }: Pick<WebhookRow, 'enabled' | 'lastError'>) {
  if (!enabled) return { color: 'gray', label: 'Disabled' }
  return lastError === null ? { color: 'green', label: 'Enabled' } : { color: 'red', label: 'Failing' }
}
