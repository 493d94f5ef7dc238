import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'

import { useUnsavedKeyGuard } from './useUnsavedKeyGuard'
import classes from './SecretReveal.module.css'

const QUESTION = 'Leave without the secret? You have not copied it, and it is shown only once.'

interface SecretRevealProps {
  secret: string
  /** What it is called. */
  label?: string
  /** Where to store it. */
  advice?: string
  /** The button's words: where it goes from here. */
  done: string
  onDone: () => void
}

/** A secret, now or never. Asks before it is left without having been copied. */
export function SecretReveal({
  secret,
  label = 'Client secret',
  advice = 'Store it where the application reads its secrets, not in its source code.',
  done,
  onDone,
}: SecretRevealProps) {
  const [isCopied, setCopied] = useState(false)
  useUnsavedKeyGuard(!isCopied, QUESTION)
  return (
    <Stack gap="md">
      <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title="Copy the secret now: it is shown only once">
        <Text size="sm">{advice}</Text>
      </Alert>
      <div className={classes.secret}>
        <Code block aria-label={label} className={classes.text} onCopy={() => setCopied(true)}>
          {secret}
        </Code>
        <CopyButton value={secret} timeout={2000}>
          {({ copied, copy }) => (
            <Button
              variant={isCopied ? 'default' : 'filled'}
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              onClick={() => {
                copy()
                setCopied(true)
              }}
              data-autofocus
            >
              {copied ? 'Copied' : 'Copy secret'}
            </Button>
          )}
        </CopyButton>
      </div>
      <Group justify="flex-end">
        <Button variant={isCopied ? 'filled' : 'default'} onClick={() => leave(isCopied, onDone)}>
          {done}
        </Button>
      </Group>
    </Stack>
  )
}

function leave(isCopied: boolean, onDone: () => void): void {
  if (isCopied || window.confirm(QUESTION)) onDone()
}
