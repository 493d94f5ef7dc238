import { Button, Group, Paper, Table, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'

import { usePermission } from '../../session/useSession'
import { DateTime } from '../../ui/DateTime'
import { EmptyState } from '../../ui/EmptyState'
import type { Application } from './fields'
import { RevokeSecretDialog } from './RevokeSecretDialog'
import { RotateSecretDialog } from './RotateSecretDialog'

type Secret = Application['clientSecrets'][number]

/** The secrets that are accepted now; two at most, while one follows the other. */
export function Secrets({ application }: { application: Application }) {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  const [isRotating, rotation] = useDisclosure()
  const [revoking, setRevoking] = useState<Secret>()
  const secrets = application.clientSecrets
  return (
    <section aria-labelledby="secrets">
      <Group justify="space-between" align="flex-start" mb="sm">
        <div style={{ flex: '1 1 16rem' }}>
          <Title order={2} id="secrets">
            Client secrets
          </Title>
          <Text size="sm" c="dimmed">
            Shown once, when made. A second one lets the application change over without a break.
          </Text>
        </div>
        {canWrite && secrets.length > 0 && (
          <Button variant="default" onClick={rotation.open}>
            New secret
          </Button>
        )}
      </Group>
      {secrets.length === 0 ? (
        <Paper>
          <EmptyState
            icon={<IconLock />}
            title="No secret is accepted"
            action={canWrite && <Button onClick={rotation.open}>Make a secret</Button>}
          >
            The application cannot prove itself until it has one.
          </EmptyState>
        </Paper>
      ) : (
        <SecretTable secrets={secrets} onRevoke={canWrite ? setRevoking : undefined} />
      )}
      <RotateSecretDialog application={application} opened={isRotating} onClose={rotation.close} />
      <RevokeSecretDialog
        secret={revoking}
        isLast={secrets.length === 1}
        applicationName={application.name}
        onClose={() => setRevoking(undefined)}
      />
    </section>
  )
}

function SecretTable({ secrets, onRevoke }: { secrets: Secret[]; onRevoke: ((secret: Secret) => void) | undefined }) {
  return (
    <Paper p={0}>
      <Table.ScrollContainer minWidth={520}>
        <Table aria-label="Client secrets">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Made</Table.Th>
              <Table.Th>Last used</Table.Th>
              <Table.Th>Accepted until</Table.Th>
              {onRevoke && (
                <Table.Th>
                  <Text span size="sm" inherit>
                    Actions
                  </Text>
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {secrets.map((secret) => (
              <Table.Tr key={secret.id}>
                <Table.Td>
                  <DateTime value={secret.createdAt} />
                </Table.Td>
                <Table.Td>
                  <DateTime value={secret.lastUsedAt} none="Not yet" relative />
                </Table.Td>
                <Table.Td>
                  <DateTime value={secret.expiresAt} none="No end" />
                </Table.Td>
                {onRevoke && (
                  <Table.Td>
                    <Button size="compact-sm" variant="subtle" color="red" onClick={() => onRevoke(secret)}>
                      Revoke
                    </Button>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  )
}
