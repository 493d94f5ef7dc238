import { Badge, Tooltip } from '@mantine/core'

import type { KeyState } from '../graphql/generated/graphql'

const STATES: Record<KeyState, { color: string; label: string; meaning: string }> = {
  PENDING: { color: 'blue', label: 'Pending', meaning: 'Published, but not active yet.' },
  ACTIVE: { color: 'green', label: 'Active', meaning: 'In use.' },
  RETIRING: { color: 'yellow', label: 'Retiring', meaning: 'No longer signs; its tokens are still accepted.' },
  EXPIRED: { color: 'gray', label: 'Expired', meaning: 'Expired; no longer accepted.' },
  REVOKED: { color: 'red', label: 'Revoked', meaning: 'Revoked; neither the key nor its tokens are accepted.' },
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
