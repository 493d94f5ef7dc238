import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import type { Provider } from './fields'

const DeleteProviderDocument = graphql(`
  mutation DeleteOperatorIssuer($input: DeleteOperatorIssuerInput!) {
    deleteOperatorIssuer(input: $input) {
      deletedId
    }
  }
`)

interface DeleteProviderDialogProps {
  provider: Provider
  opened: boolean
  onClose: () => void
}

/** Deletes a provider without rules. */
export function DeleteProviderDialog({ provider, opened, onClose }: DeleteProviderDialogProps) {
  const navigate = useNavigate()
  const [{ fetching, error }, remove] = useMutation(DeleteProviderDocument)
  const confirm = async () => {
    const { data } = await remove({ input: { operatorIssuerId: provider.id } })
    if (!data) return
    notifications.show({ message: `${provider.name} deleted.` })
    void navigate({ to: '/instance/operators', ignoreBlocker: true })
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Delete ${provider.name}?`}
      typed={provider.name}
      confirm="Delete provider"
      busy={fetching}
      error={error}
      onConfirm={() => void confirm()}
    >
      <Text size="sm">
        The button on the sign-in page goes away, and the list of blocked people of this provider with it. Delete its
        rules first. The audit log stays.
      </Text>
    </ConfirmDialog>
  )
}
