import { Text, VisuallyHidden } from '@mantine/core'

import classes from './EventDetails.module.css'
import { isChange } from '../../audit/words'

/** The values that an event wrote, and those that it replaced. */
export function Changes({ changes }: { changes: unknown }) {
  const entries = typeof changes === 'object' && changes !== null ? Object.entries(changes) : []
  if (entries.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        This action has no further details.
      </Text>
    )
  }
  return (
    <dl className={classes.facts}>
      {entries.map(([name, value]: [string, unknown]) => (
        <div key={name} className={classes.change}>
          <dt>{name}</dt>
          <dd className="mono">{isChange(value) ? <FromTo {...value} /> : valueText(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

function FromTo({ from, to }: { from: unknown; to: unknown }) {
  return (
    <>
      <VisuallyHidden>from </VisuallyHidden>
      <span className={classes.before}>{valueText(from)}</span>
      <span aria-hidden> → </span>
      <VisuallyHidden>to </VisuallyHidden>
      {valueText(to)}
    </>
  )
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '""' : value
  return value === null ? 'none' : JSON.stringify(value)
}
