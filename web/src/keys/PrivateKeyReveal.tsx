import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy, IconDownload, IconKey } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState } from 'react'
import type { ReactNode } from 'react'

import { CopyRow } from '../ui/CopyRow'
import { download } from '../ui/download'
import { FORM_NAMES } from './files'
import type { SavableFile } from './files'
import type { KeyDialogControls } from './KeyDialog'

interface PrivateKeyRevealProps {
  kid: string
  /** The same key in one or more forms, the usual one first. */
  files: SavableFile[]
  /** Whether `exportPrivateKey` can give it again. */
  retained: boolean
  /** Of the dialog that it stands in. */
  controls: KeyDialogControls
  /** What to do with it next: a snippet, a link. */
  children?: ReactNode
}

/**
 * A new private key: saved by the browser, or copied, before the page is left. Its
 * text is never drawn, so that no screen share or screenshot shows it.
 */
export function PrivateKeyReveal({ kid, files, retained, controls, children }: PrivateKeyRevealProps) {
  const [isSaved, setSaved] = useState(retained)
  const setUnsaved = useEffectEvent(controls.setUnsaved)
  useEffect(() => {
    setUnsaved(!isSaved)
    return () => setUnsaved(false)
  }, [isSaved])
  const [usual] = files
  return (
    <Stack gap="md">
      <Alert
        color={isSaved ? 'green' : 'yellow'}
        icon={isSaved ? <IconCheck aria-hidden /> : <IconKey aria-hidden />}
        title={title(isSaved, retained)}
        role="status"
      >
        <Text size="sm">
          {retained
            ? 'The server keeps an encrypted copy. An admin key with KEYS_EXPORT can download it again.'
            : 'You can save it only now: the server keeps no copy.'}
        </Text>
      </Alert>
      <CopyRow label="Key ID" value={kid} />
      <Group gap="sm">
        {files.map((file, index) => (
          <Button
            key={file.format}
            variant={index === 0 ? 'filled' : 'default'}
            leftSection={<IconDownload size={16} />}
            aria-label={`Download ${FORM_NAMES[file.format]}`}
            data-autofocus={index === 0 || undefined}
            onClick={() => {
              download(file)
              setSaved(true)
            }}
          >
            {FORM_NAMES[file.format]}
          </Button>
        ))}
        {usual && <CopyPrivateKey file={usual} onCopied={() => setSaved(true)} />}
      </Group>
      {children}
      <Group justify="flex-end">
        <Button variant={isSaved ? 'filled' : 'default'} onClick={controls.close}>
          Done
        </Button>
      </Group>
    </Stack>
  )
}

function CopyPrivateKey({ file, onCopied }: { file: SavableFile; onCopied: () => void }) {
  const { copied, copy } = useClipboard({ timeout: 1500 })
  const noteCopied = useEffectEvent(onCopied)
  // Pressed is not copied: a browser may refuse, and over plain HTTP it does.
  useEffect(() => {
    if (copied) noteCopied()
  }, [copied])
  return (
    <Button
      variant="default"
      leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      aria-label={`Copy ${FORM_NAMES[file.format]}`}
      onClick={() => copy(file.content)}
    >
      {copied ? 'Copied' : 'Copy'}
    </Button>
  )
}

function title(isSaved: boolean, retained: boolean): string {
  if (retained) return 'The key is ready'
  return isSaved ? 'Saved' : 'Save the private key now'
}
