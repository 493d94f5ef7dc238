import { Badge, Group } from '@mantine/core'

import type { Label } from './field'
import { labelText } from './labels'

interface LabelBadgesProps {
  labels: readonly Label[]
  /** Called with `key=value` of a label that is pressed. */
  onChoose: (label: string) => void
}

/** The labels of an object; pressing one filters the list by it. */
export function LabelBadges({ labels, onChoose }: LabelBadgesProps) {
  if (labels.length === 0) return null
  return (
    <Group gap={4} mt={4}>
      {labels.map(labelText).map((label) => (
        <Badge
          key={label}
          component="button"
          type="button"
          variant="default"
          maw="16rem"
          // Above the link that covers a row of a list.
          style={{ cursor: 'pointer', position: 'relative', zIndex: 1 }}
          title={label}
          aria-label={`Filter by ${label}`}
          onClick={() => onChoose(label)}
        >
          {label}
        </Badge>
      ))}
    </Group>
  )
}
