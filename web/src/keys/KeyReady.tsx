import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { CopyRow } from '../ui/CopyRow'
import { DateTime } from '../ui/DateTime'
import type { KeyDialogControls } from './KeyDialog'
import type { MadeKey } from './makeKey'
import { PrivateKeyReveal } from './PrivateKeyReveal'

interface KeyReadyProps {
  made: MadeKey
  controls: KeyDialogControls
  children?: ReactNode
}

/** The last step of a dialog that creates a key: its private key, if the server does not sign with it. */
export function KeyReady({ made: { key, files }, controls, children }: KeyReadyProps) {
  if (files.length > 0) {
    return (
      <PrivateKeyReveal kid={key.kid} files={files} retained={key.privateKeyRetained} controls={controls}>
        {children}
      </PrivateKeyReveal>
    )
  }
  return (
    <Stack gap="md">
      <Alert color="green" icon={<IconCheck aria-hidden />} title={`${key.name} is ready`} role="status">
        {key.state === 'PENDING' ? (
          <Text size="sm">
            Active from <DateTime value={key.activatesAt} />.
          </Text>
        ) : (
          <Text size="sm">The key is active.</Text>
        )}
      </Alert>
      <CopyRow label="Key ID" value={key.kid} />
      {children}
      <Group justify="flex-end">
        <Button onClick={controls.close} data-autofocus>
          Done
        </Button>
      </Group>
    </Stack>
  )
}
