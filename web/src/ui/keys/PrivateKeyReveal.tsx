import { Alert, Button, CopyButton, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconCopy, IconDownload, IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReactNode } from 'react'

import { download } from '../download'
import { QUESTION, useUnsavedKeyGuard } from '../useUnsavedKeyGuard'

/** A private key as the server, or this browser, made it. */
export interface PrivateKeyFile {
  filename: string
  mediaType: string
  content: string
}

interface PrivateKeyRevealProps {
  /** The same key in one or more forms, the usual one first. */
  files: { label: string; file: PrivateKeyFile }[]
  /** Whether `exportPrivateKey` can give it again. */
  retained: boolean
  /** What to do with it next: a snippet, a link. */
  children?: ReactNode
  /** Closes the dialog; asked first while nothing was saved. */
  onDone: () => void
}

/**
 * A private key that was just made: saved by the browser, or copied, before the page is left. Its
 * text is never drawn, so that no screen share or screenshot shows it.
 */
export function PrivateKeyReveal({ files, retained, children, onDone }: PrivateKeyRevealProps) {
  const [isSaved, setSaved] = useState(false)
  useUnsavedKeyGuard(!isSaved && !retained)
  const done = () => {
    if (isSaved || retained || window.confirm(QUESTION)) onDone()
  }
  const [usual] = files
  return (
    <Stack gap="md">
      <Alert
        color={isSaved ? 'green' : 'yellow'}
        icon={isSaved ? <IconCheck aria-hidden /> : <IconKey aria-hidden />}
        title={isSaved ? 'Saved' : 'Save the private key now'}
        role="status"
      >
        <Text size="sm">
          {retained
            ? 'The server keeps it sealed: a key with KEYS_EXPORT can download it again.'
            : 'It is shown this once. Nobody, the server included, can give it to you again.'}
        </Text>
      </Alert>
      <Group gap="sm">
        {files.map(({ label, file }, index) => (
          <Button
            key={label}
            variant={index === 0 ? 'filled' : 'default'}
            leftSection={<IconDownload size={16} />}
            data-autofocus={index === 0 || undefined}
            onClick={() => {
              download(file)
              setSaved(true)
            }}
          >
            {label}
          </Button>
        ))}
        {usual && (
          <CopyButton value={usual.file.content}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                onClick={() => {
                  copy()
                  setSaved(true)
                }}
              >
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        )}
      </Group>
      {children}
      <Group justify="flex-end">
        <Button variant={isSaved ? 'filled' : 'default'} onClick={done}>
          Done
        </Button>
      </Group>
    </Stack>
  )
}
