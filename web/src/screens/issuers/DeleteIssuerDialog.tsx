import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useMutation } from 'urql'

import { useProject } from '../../app/project'
import type { Issuer } from '../../federation/fields'
import { graphql } from '../../graphql/generated'
import { ConfirmDialog } from '../../ui/ConfirmDialog'

const DeleteIssuerDocument = graphql(`
  mutation DeleteTrustedIssuer($input: DeleteTrustedIssuerInput!) {
    deleteTrustedIssuer(input: $input) {
      deletedId
    }
  }
`)

interface DeleteIssuerDialogProps {
  issuer: Issuer
  opened: boolean
  onClose: () => void
}

/** Deletes a trusted issuer on which no identity stands. */
export function DeleteIssuerDialog({ issuer, opened, onClose }: DeleteIssuerDialogProps) {
  const { slug } = useProject()
  const navigate = useNavigate()
  const [{ fetching, error }, remove] = useMutation(DeleteIssuerDocument)
  const confirm = async () => {
    const { data } = await remove({ input: { trustedIssuerId: issuer.id } })
    if (!data) return
    notifications.show({ message: `${issuer.name} deleted.` })
    void navigate({ to: '/projects/$slug/issuers', params: { slug }, ignoreBlocker: true })
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Delete ${issuer.name}?`}
      typed={issuer.name}
      confirm="Delete trusted issuer"
      busy={fetching}
      error={error}
      onConfirm={() => void confirm()}
    >
      <Text size="sm">
        No token of this issuer is accepted any longer. Its federated identities have to be deleted first, each on its
        application. The audit log stays.
      </Text>
    </ConfirmDialog>
  )
}
