import { Modal, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SecretReveal } from '../../ui/SecretReveal'
import { SubmitButtons } from '../../ui/SubmitButtons'

const RotateWebhookSecretDocument = graphql(`
  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
    rotateWebhookSecret(input: $input) {
      webhook {
        ...WebhookFields
      }
      secret
    }
  }
`)

const OVERLAPS = [
  { seconds: 0, label: 'Not at all: sign with the new secret only' },
  { seconds: 3600, label: 'One hour' },
  { seconds: 86_400, label: 'One day' },
  { seconds: 604_800, label: 'One week' },
]

interface RotateDialogProps {
  webhookId: string
  opened: boolean
  onClose: () => void
}

/** Makes another secret, and shows it once. */
export function RotateDialog({ webhookId, opened, onClose }: RotateDialogProps) {
  // Once the secret is there, only its own button leaves.
  const [secret, setSecret] = useState<string>()
  const leave = () => {
    setSecret(undefined)
    onClose()
  }
  return (
    <Modal
      opened={opened}
      onClose={leave}
      title={secret === undefined ? 'Rotate secret' : 'Save the secret'}
      closeOnEscape={secret === undefined}
      closeOnClickOutside={secret === undefined}
      withCloseButton={secret === undefined}
    >
      {secret === undefined ? (
        <RotateForm webhookId={webhookId} onCancel={onClose} onMade={setSecret} />
      ) : (
        <SecretReveal
          secret={secret}
          label="Webhook secret"
          advice="Give it to the receiver before the previous one stops signing."
          done="Done"
          onDone={leave}
        />
      )}
    </Modal>
  )
}

interface RotateFormProps {
  webhookId: string
  onCancel: () => void
  onMade: (secret: string) => void
}

function RotateForm({ webhookId, onCancel, onMade }: RotateFormProps) {
  const [{ fetching, error }, rotate] = useMutation(RotateWebhookSecretDocument)
  const [overlapSeconds, setOverlap] = useState(86_400)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { data } = await rotate({ input: { webhookId, overlapSeconds } })
    if (data) onMade(data.rotateWebhookSecret.secret)
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Radio.Group
          label="How long the previous secret signs too"
          description="The time you need to install the new secret at the receiver. The public key changes with it."
          value={String(overlapSeconds)}
          onChange={(seconds) => setOverlap(Number(seconds))}
        >
          <Stack gap="xs" mt="xs">
            {OVERLAPS.map(({ seconds, label }) => (
              <Radio key={seconds} value={String(seconds)} label={label} />
            ))}
          </Stack>
        </Radio.Group>
        {error && <ProblemAlert error={error} />}
        <SubmitButtons busy={fetching} onCancel={onCancel}>
          Rotate secret
        </SubmitButtons>
      </Stack>
    </form>
  )
}
