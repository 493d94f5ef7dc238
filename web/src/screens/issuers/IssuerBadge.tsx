import { Badge } from '@mantine/core'

import type { Issuer } from '../../federation/fields'
import { useNow } from '../../ui/useNow'

/** Whether an issuer's tokens are accepted now. */
export function IssuerBadge({ issuer: { enabled, expiresAt, lastError } }: { issuer: Issuer }) {
  const now = useNow()
  if (!enabled) return <Badge color="gray">Disabled</Badge>
  if (expiresAt !== null && Date.parse(expiresAt) <= now) return <Badge color="gray">Expired</Badge>
  return lastError === null ? <Badge color="green">Trusted</Badge> : <Badge color="yellow">Failing</Badge>
}
