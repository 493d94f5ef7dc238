import { Button, Group, Modal, Paper, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'

import type { Application } from './fields'
import { MethodForm } from './MethodForm'
import { METHODS } from './words'

/** How it proves itself, and the way to another method. */
export function AuthMethod({ application, canWrite }: { application: Application; canWrite: boolean }) {
  const [isOpen, dialog] = useDisclosure()
  const { label, explanation } = METHODS[application.authMethod]
  return (
    <section aria-labelledby="method">
      <Title order={2} id="method" mb="sm">
        How it proves itself
      </Title>
      <Paper>
        <Group justify="space-between" gap="md">
          <div style={{ flex: '1 1 16rem' }}>
            <Text fw={600}>{label}</Text>
            <Text size="sm" c="dimmed">
              {explanation}
            </Text>
          </div>
          {canWrite && (
            <Button variant="default" onClick={dialog.open}>
              Change
            </Button>
          )}
        </Group>
      </Paper>
      <Modal opened={isOpen} onClose={dialog.close} title="Another way to prove itself" size="xl">
        <Stack>
          <MethodForm application={application} onClose={dialog.close} />
        </Stack>
      </Modal>
    </section>
  )
}
