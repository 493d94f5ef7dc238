import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'

import { usePermission } from '../../session/useSession'
import { DateTime } from '../../ui/DateTime'
import { EmptyState } from '../../ui/EmptyState'
import { SectionHead } from '../../ui/SectionHead'
import type { Application } from './fields'
import { RevokeSecretDialog, RotateSecretDialog } from './dialogs'
import classes from './Secrets.module.css'

type Secret = Application['clientSecrets'][number]

/** The secrets that are accepted now; two at most, while one follows the other. */
export function Secrets({ application }: { application: Application }) {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  const [isRotating, rotation] = useDisclosure()
  const [revoking, setRevoking] = useState<Secret>()
  const secrets = application.clientSecrets
  return (
    <Stack gap="sm" component="section" aria-labelledby="secrets">
      <SectionHead
        id="secrets"
        title="Client secrets"
        description="Each is shown once, when you create it. A second secret lets you replace the first without an interruption."
      >
        {canWrite && secrets.length > 0 && (
          <Button variant="default" onClick={rotation.open}>
            New secret
          </Button>
        )}
      </SectionHead>
      {secrets.length === 0 ? (
        <Paper>
          <EmptyState
            icon={<IconLock />}
            title="No client secrets"
            action={canWrite && <Button onClick={rotation.open}>Create secret</Button>}
          >
            The application cannot authenticate until you create one.
          </EmptyState>
        </Paper>
      ) : (
        <Paper component="ul" py={4} m={0} aria-labelledby="secrets">
          {secrets.map((secret) => (
            <SecretRow key={secret.id} secret={secret} onRevoke={canWrite ? setRevoking : undefined} />
          ))}
        </Paper>
      )}
      <RotateSecretDialog application={application} opened={isRotating} onClose={rotation.close} />
      <RevokeSecretDialog
        secret={revoking}
        isLast={secrets.length === 1}
        applicationName={application.name}
        onClose={() => setRevoking(undefined)}
      />
    </Stack>
  )
}

interface SecretRowProps {
  secret: Secret
  onRevoke: ((secret: Secret) => void) | undefined
}

function SecretRow({ secret, onRevoke }: SecretRowProps) {
  return (
    <Group component="li" className={classes.row} justify="space-between" gap="sm">
      <div>
        <Text fw={500} className={classes.name}>
          {secret.name || 'Unnamed secret'}
        </Text>
        <Text size="sm" c="dimmed">
          Created: <DateTime value={secret.createdAt} /> · Last used:{' '}
          <DateTime value={secret.lastUsedAt} none="never" relative /> · Expires:{' '}
          <DateTime value={secret.expiresAt} none="never" />
        </Text>
      </div>
      {onRevoke && (
        <Button size="compact-sm" variant="subtle" color="red" onClick={() => onRevoke(secret)}>
          Revoke
        </Button>
      )}
    </Group>
  )
}
