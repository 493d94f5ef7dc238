import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'

import { problemOf } from '../../graphql/errors'
import type { Application } from './fields'
import { ConfirmDialog } from './dialogs'
import { useUpdateApplication } from './useUpdateApplication'

/** Switches the application off, after a question, and on again. */
export function EnableButton({ application }: { application: Application }) {
  const [{ fetching, error }, update] = useUpdateApplication()
  const [isAsking, dialog] = useDisclosure()
  const set = async (enabled: boolean) => {
    const { data, error } = await update({ input: { applicationId: application.id, enabled } })
    if (data) {
      dialog.close()
      notifications.show({ message: `${application.name} is ${enabled ? 'enabled' : 'disabled'}.` })
    } else if (error && enabled) {
      notifications.show({ color: 'red', message: problemOf(error).message })
    }
  }
  if (!application.enabled) {
    return (
      <Button onClick={() => void set(true)} loading={fetching}>
        Enable
      </Button>
    )
  }
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        Disable
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={dialog.close}
        title={`Disable ${application.name}?`}
        confirm="Disable application"
        busy={fetching}
        error={error}
        onConfirm={() => void set(false)}
      >
        <Text size="sm">
          It gets no more tokens, and introspection calls the ones that it has inactive, at once. Whoever checks only
          the signature of a JWT takes it until its end.
        </Text>
        <Text size="sm">Keys, secrets and settings stay: enabling it brings all of it back, with the tokens that have not ended.</Text>
      </ConfirmDialog>
    </>
  )
}
