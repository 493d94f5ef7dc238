import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from 'urql'

import type { Identity } from '../../federation/fields'
import { graphql } from '../../graphql/generated'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { Impact } from '../../usage/Impact'

const DeleteIdentityDocument = graphql(`
  mutation DeleteFederatedIdentity($input: DeleteFederatedIdentityInput!) {
    deleteFederatedIdentity(input: $input) {
      deletedId
    }
  }
`)

interface DeleteIdentityDialogProps {
  /** None: closed. */
  identity: Identity | undefined
  onClose: () => void
}

/** Deletes a federated identity, after a question. */
export function DeleteIdentityDialog({ identity, onClose }: DeleteIdentityDialogProps) {
  const [{ fetching, error }, remove] = useMutation(DeleteIdentityDocument)
  const confirm = async (identity: Identity) => {
    const { data } = await remove({ input: { federatedIdentityId: identity.id } })
    if (!data) return
    onClose()
    notifications.show({ message: `${identity.name} deleted.` })
  }
  return (
    <ConfirmDialog
      opened={identity !== undefined}
      onClose={onClose}
      title={`Delete ${identity?.name ?? ''}?`}
      confirm="Delete identity"
      busy={fetching}
      error={error}
      onConfirm={() => identity && void confirm(identity)}
    >
      {identity && <Impact id={identity.id} />}
      <Text size="sm">
        The workload is refused at once, and access tokens that were issued through the identity become inactive. The
        audit log stays.
      </Text>
    </ConfirmDialog>
  )
}
