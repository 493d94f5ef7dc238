import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'

import { problemOf } from '../../graphql/errors'
import { ConfirmDialog } from './dialogs'
import type { Api } from './fields'
import { useUpdateApi } from './useUpdateApi'

/** Shuts the API, after a question, and opens it again. */
export function EnableButton({ api }: { api: Api }) {
  const [{ fetching, error }, update] = useUpdateApi()
  const [isAsking, dialog] = useDisclosure()
  const set = async (enabled: boolean) => {
    const { data, error } = await update({ input: { apiId: api.id, enabled } })
    if (data) {
      dialog.close()
      notifications.show({ message: `${api.name} is ${enabled ? 'enabled' : 'disabled'}.` })
    } else if (error && enabled) {
      notifications.show({ color: 'red', message: problemOf(error).message })
    }
  }
  if (!api.enabled) {
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
        title={`Disable ${api.name}?`}
        confirm="Disable API"
        busy={fetching}
        error={error}
        onConfirm={() => void set(false)}
      >
        <Text size="sm">
          Its gateways get 403 for every request from now on, whatever the token, so nobody reaches the API through
          them.
        </Text>
        <Text size="sm">Grants, scopes and settings stay: enabling it brings all of it back.</Text>
      </ConfirmDialog>
    </>
  )
}
