import { Badge } from '@mantine/core'

import type { ProviderRow } from './fields'

/** Whether people can sign in by a provider now. */
export function ProviderBadge({
  provider: { enabled, lastError },
}: {
  provider: Pick<ProviderRow, 'enabled' | 'lastError'>
}) {
  if (!enabled) return <Badge color="gray">Disabled</Badge>
  return lastError === null ? <Badge color="green">Enabled</Badge> : <Badge color="yellow">Failing</Badge>
}
