import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useMutation } from 'urql'

import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { Impact } from '../../usage/Impact'
import type { Application } from './fields'

const DeleteApplicationDocument = graphql(`
  mutation DeleteApplication($input: DeleteApplicationInput!) {
    deleteApplication(input: $input) {
      deletedId
    }
  }
`)

interface DeleteDialogProps {
  application: Application
  opened: boolean
  onClose: () => void
}

/** Deletes the application, once its name was typed. */
export function DeleteDialog({ application, opened, onClose }: DeleteDialogProps) {
  const { slug } = useProject()
  const navigate = useNavigate()
  const [{ fetching, error }, remove] = useMutation(DeleteApplicationDocument)
  const confirm = async () => {
    const { data } = await remove({ input: { applicationId: application.id } })
    if (!data) return
    notifications.show({ message: `${application.name} deleted.` })
    void navigate({ to: '/projects/$slug/applications', params: { slug }, ignoreBlocker: true })
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Delete ${application.name}?`}
      typed={application.name}
      confirm="Delete application"
      busy={fetching}
      error={error}
      onConfirm={() => void confirm()}
    >
      <Impact id={application.id} />
      <Text size="sm">
        Its keys and secrets are refused and its tokens become inactive at once. This cannot be undone. Its ID and
        public keys are never reused; the audit log stays.
      </Text>
    </ConfirmDialog>
  )
}
