import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useMutation } from 'urql'

import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { ApiUse } from '../../usage/Impact'
import type { Api } from './fields'

const DeleteApiDocument = graphql(`
  mutation DeleteApi($input: DeleteApiInput!) {
    deleteApi(input: $input) {
      deletedId
    }
  }
`)

interface DeleteDialogProps {
  api: Api
  opened: boolean
  onClose: () => void
}

/** Deletes the API, once its name was typed. */
export function DeleteDialog({ api, opened, onClose }: DeleteDialogProps) {
  const { slug } = useProject()
  const navigate = useNavigate()
  const [{ fetching, error }, remove] = useMutation(DeleteApiDocument)
  const confirm = async () => {
    const { data } = await remove({ input: { apiId: api.id } })
    if (!data) return
    notifications.show({ message: `${api.name} deleted.` })
    void navigate({ to: '/projects/$slug/apis', params: { slug }, ignoreBlocker: true })
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Delete ${api.name}?`}
      typed={api.name}
      confirm="Delete API"
      busy={fetching}
      error={error}
      onConfirm={() => void confirm()}
    >
      <ApiUse id={api.id} />
      <Text size="sm">
        Its gateways get 403 for every request, and every grant for it is deleted at once. This cannot be undone.
        Applications that use it as their default API have none afterwards. The name and the identifier can be reused;
        the audit log stays.
      </Text>
    </ConfirmDialog>
  )
}
