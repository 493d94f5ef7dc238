import { Badge } from '@mantine/core'

import type { Provider } from './fields'

/** Whether people can sign in by a provider now. */
export function ProviderBadge({ provider: { enabled, lastError } }: { provider: Provider }) {
  if (!enabled) return <Badge color="gray">Disabled</Badge>
  return lastError === null ? <Badge color="green">Enabled</Badge> : <Badge color="yellow">Failing</Badge>
}
