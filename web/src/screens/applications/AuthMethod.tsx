import { Button, Modal, Paper, Stack, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'

import { ActionRow } from '../../ui/ActionRow'
import type { Application } from './fields'
import { MethodForm } from './MethodForm'
import { METHODS } from './words'

/** Authentication method, and the way to another method. */
export function AuthMethod({ application, canWrite }: { application: Application; canWrite: boolean }) {
  const [isOpen, dialog] = useDisclosure()
  const { label, explanation } = METHODS[application.authMethod]
  return (
    <section aria-labelledby="method">
      <Title order={2} id="method" mb="sm">
        Authentication method
      </Title>
      <Paper>
        <ActionRow title={label} text={explanation}>
          {canWrite && (
            <Button variant="default" onClick={dialog.open}>
              Change
            </Button>
          )}
        </ActionRow>
      </Paper>
      <Modal opened={isOpen} onClose={dialog.close} title="Change authentication method" size="xl">
        <Stack>
          <MethodForm application={application} onClose={dialog.close} />
        </Stack>
      </Modal>
    </section>
  )
}
