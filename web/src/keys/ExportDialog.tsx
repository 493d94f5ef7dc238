import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'

import { graphql } from '../graphql/generated'
import { ProblemAlert } from '../ui/ProblemAlert'
import { StepUpNotice } from '../ui/StepUp'
import { serverFiles } from './files'
import type { SavableFile } from './files'
import { KeyDialog } from './KeyDialog'
import type { KeyDialogControls } from './KeyDialog'
import type { KeyFieldsFragment } from './keyFields'
import { PrivateKeyReveal } from './PrivateKeyReveal'

const ExportDocument = graphql(`
  mutation ExportPrivateKey($input: ExportPrivateKeyInput!) {
    exportPrivateKey(input: $input) {
      privateKey {
        filename
        mediaType
        content
      }
    }
  }
`)

interface ExportDialogProps {
  /** The key whose private half is wanted; null closes the dialog. */
  target: KeyFieldsFragment | null
  onClose: () => void
}

/** Gives a retained private key again. */
export function ExportDialog({ target, onClose }: ExportDialogProps) {
  return (
    <KeyDialog opened={target !== null} onClose={onClose} title="Download private key">
      {(controls) => target && <Steps target={target} controls={controls} />}
    </KeyDialog>
  )
}

function Steps({ target, controls }: { target: KeyFieldsFragment; controls: KeyDialogControls }) {
  const [{ fetching, error }, give] = useMutation(ExportDocument)
  const [files, setFiles] = useState<SavableFile[]>()
  const confirm = async () => {
    const { data } = await give({ input: { keyId: target.id } })
    if (data) setFiles(await serverFiles(data.exportPrivateKey.privateKey, target))
  }
  if (files) return <PrivateKeyReveal kid={target.kid} files={files} retained controls={controls} />
  return (
    <Stack gap="md">
      <Text size="sm">
        The private key of <b>{target.name}</b> lets its holder act with the permissions of the key. The audit log
        records this download.
      </Text>
      <StepUpNotice permission="KEYS_EXPORT" />
      {error && <ProblemAlert error={error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={controls.close}>
          Cancel
        </Button>
        <Button loading={fetching} onClick={() => void confirm()} data-autofocus>
          Get private key
        </Button>
      </Group>
    </Stack>
  )
}
