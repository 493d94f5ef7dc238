import { ActionIcon, CopyButton, Group, Text, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { Fragment } from 'react'

import classes from './CopyRow.module.css'

/** A labelled value that is copied with one press: an endpoint, an ID. */
export function CopyRow({ label, value }: { label: string; value: string }) {
  return (
    <Group className={classes.row} wrap="nowrap" gap="sm" align="center">
      <div className={classes.text}>
        <Text size="sm" c="dimmed" className={classes.label}>
          {label}
        </Text>
        <Text className="mono">{breakable(value)}</Text>
      </div>
      <CopyIcon label={label} value={value} />
    </Group>
  )
}

/** A URL that does not fit is broken before a slash, if it can be. */
function breakable(value: string) {
  return value.split(/(?<=[^/])(?=\/[^/])/).map((part, place) => (
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}

/** The press alone, for beside a value that stands elsewhere. `label` says what is copied. */
export function CopyIcon({ label, value }: { label: string; value: string }) {
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : 'Copy'} position="left">
          <ActionIcon
            variant="subtle"
            color={copied ? 'green' : 'gray'}
            aria-label={copied ? `${label} copied` : `Copy ${label}`}
            onClick={copy}
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
