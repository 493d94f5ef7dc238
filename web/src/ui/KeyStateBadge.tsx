import { Badge, Tooltip } from '@mantine/core'

import type { KeyState } from '../graphql/generated/graphql'

const STATES: Record<KeyState, { color: string; label: string; meaning: string }> = {
  PENDING: { color: 'blue', label: 'Pending', meaning: 'Published already, not in use yet.' },
  ACTIVE: { color: 'green', label: 'Active', meaning: 'In use.' },
  RETIRING: { color: 'yellow', label: 'Retiring', meaning: 'Signs no more; what it signed is still accepted.' },
  EXPIRED: { color: 'gray', label: 'Expired', meaning: 'Reached its end; accepted no more.' },
  REVOKED: { color: 'red', label: 'Revoked', meaning: 'Taken away; neither it nor what it signed is accepted.' },
}

/** Where a key is in its life: by word first, by colour as well. */
export function KeyStateBadge({ state }: { state: KeyState }) {
  const { color, label, meaning } = STATES[state]
  return (
    <Tooltip label={meaning}>
      <Badge variant="dot" color={color} styles={{ root: { color: 'inherit' } }}>
        {label}
      </Badge>
    </Tooltip>
  )
}
