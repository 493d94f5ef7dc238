import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import type { WebhookRow } from './fields'

const DeleteWebhookDocument = graphql(`
  mutation DeleteWebhook($input: DeleteWebhookInput!) {
    deleteWebhook(input: $input) {
      deletedId
    }
  }
`)

interface DeleteDialogProps {
  webhook: WebhookRow
  opened: boolean
  onClose: () => void
  onDeleted: () => void
}

/** Deletes a webhook, after a question. */
export function DeleteDialog({ webhook, opened, onClose, onDeleted }: DeleteDialogProps) {
  const [{ fetching, error }, remove] = useMutation(DeleteWebhookDocument)
  const confirm = async () => {
    const { data } = await remove({ input: { webhookId: webhook.id } })
    if (!data) return
    onClose()
    onDeleted()
    notifications.show({ message: 'Webhook deleted.' })
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title="Delete this webhook?"
      confirm="Delete webhook"
      busy={fetching}
      error={error}
      onConfirm={() => void confirm()}
    >
      <Text size="sm">
        Events that wait are not sent, and the secret stops signing. To pause it, disable it instead.
      </Text>
    </ConfirmDialog>
  )
}
