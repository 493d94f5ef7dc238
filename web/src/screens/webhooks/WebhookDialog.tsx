import { Modal } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'
import { SecretReveal } from '../../ui/SecretReveal'
import type { WebhookRow } from './fields'
import { WebhookForm } from './WebhookForm'

const CreateWebhookDocument = graphql(`
  mutation CreateWebhook($input: CreateWebhookInput!) {
    createWebhook(input: $input) {
      webhook {
        ...WebhookFields
      }
      secret
    }
  }
`)

const UpdateWebhookDocument = graphql(`
  mutation UpdateWebhook($input: UpdateWebhookInput!) {
    updateWebhook(input: $input) {
      webhook {
        ...WebhookFields
      }
    }
  }
`)

interface WebhookDialogProps {
  opened: boolean
  onClose: () => void
  /** Whose events a new webhook receives; none: the instance's own. */
  projectId?: string
  /** The webhook to change; none: a new one. */
  webhook?: WebhookRow
}

/** Makes a webhook, and shows its secret once; or changes one. */
export function WebhookDialog({ opened, onClose, projectId, webhook }: WebhookDialogProps) {
  const [created, create] = useMutation(CreateWebhookDocument)
  const [updated, update] = useMutation(UpdateWebhookDocument)
  // Once the secret is there, only its own button leaves.
  const [secret, setSecret] = useState<string>()
  const leave = () => {
    setSecret(undefined)
    onClose()
  }

  const save = async (input: { url: string; eventTypes: string[] }) => {
    if (webhook) {
      const { data, error } = await update({ input: { webhookId: webhook.id, ...input } })
      if (data) onClose()
      return error
    }
    const { data, error } = await create({ input: { projectId, ...input } })
    if (data) setSecret(data.createWebhook.secret)
    return error
  }
  const title = secret !== undefined ? 'Save the secret' : webhook ? 'Change webhook' : 'New webhook'
  return (
    <Modal
      opened={opened}
      onClose={leave}
      title={title}
      closeOnEscape={secret === undefined}
      closeOnClickOutside={secret === undefined}
      withCloseButton={secret === undefined}
    >
      {secret === undefined ? (
        <WebhookForm
          webhook={webhook}
          error={webhook ? updated.error : created.error}
          busy={created.fetching || updated.fetching}
          onSave={save}
          onCancel={onClose}
        />
      ) : (
        <SecretReveal
          secret={secret}
          label="Webhook secret"
          advice="The receiver verifies the signatures of deliveries with it."
          done="Done"
          onDone={leave}
        />
      )}
    </Modal>
  )
}
