import { Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'
import { ExpiryField } from '../../keys/ExpiryField'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SubmitButtons } from '../../ui/SubmitButtons'
import type { Application } from './fields'
import { SecretReveal } from './SecretReveal'

const RotateClientSecretDocument = graphql(`
  mutation RotateClientSecret($input: RotateClientSecretInput!) {
    rotateClientSecret(input: $input) {
      application {
        ...ApplicationFields
      }
      clientSecret
    }
  }
`)

const OVERLAPS = [
  { seconds: 0, label: 'Not at all: refuse it now' },
  { seconds: 3600, label: 'One hour' },
  { seconds: 86_400, label: 'One day' },
  { seconds: 604_800, label: 'One week' },
  { seconds: 2_592_000, label: '30 days' },
]

interface RotateSecretDialogProps {
  application: Application
  opened: boolean
  onClose: () => void
}

/** Makes another secret, and shows it once. */
export function RotateSecretDialog(props: RotateSecretDialogProps) {
  // Once the secret is there, only its own button leaves.
  const [secret, setSecret] = useState<string>()
  const leave = () => {
    setSecret(undefined)
    props.onClose()
  }
  return (
    <Modal
      opened={props.opened}
      onClose={leave}
      title={secret === undefined ? 'New client secret' : 'Save the client secret'}
      closeOnEscape={secret === undefined}
      closeOnClickOutside={secret === undefined}
      withCloseButton={secret === undefined}
    >
      {secret === undefined ? (
        <RotateForm {...props} onMade={setSecret} />
      ) : (
        <SecretReveal secret={secret} done="Done" onDone={leave} />
      )}
    </Modal>
  )
}

function RotateForm({ application, onClose, onMade }: RotateSecretDialogProps & { onMade: (secret: string) => void }) {
  const [{ fetching, error }, rotate] = useMutation(RotateClientSecretDocument)
  const [overlapSeconds, setOverlap] = useState(86_400)
  const [name, setName] = useState('')
  const [expiresAt, setExpiry] = useState<string | null>(null)
  const previous = application.clientSecrets.length
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { data } = await rotate({
      input: {
        applicationId: application.id,
        overlapSeconds: previous === 0 ? 0 : overlapSeconds,
        name: name.trim(),
        expiresAt,
      },
    })
    if (data) onMade(data.rotateClientSecret.clientSecret)
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">A random secret of 256 bits. It is shown once, in the next step.</Text>
        <TextInput
          label="Name"
          description="Optional. Where the secret is used, such as “CI runner”."
          maxLength={100}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <ExpiryField
          description="Empty: never expires. An expired secret is refused, so create the next one before."
          value={expiresAt}
          onChange={setExpiry}
        />
        {previous > 0 && (
          <Radio.Group
            label="How long the previous secret is accepted"
            description="The time you need to install the new secret everywhere the application runs."
            value={String(overlapSeconds)}
            onChange={(seconds) => setOverlap(Number(seconds))}
          >
            <Stack gap="xs" mt="xs">
              {OVERLAPS.map(({ seconds, label }) => (
                <Radio key={seconds} value={String(seconds)} label={label} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {previous > 1 && (
          <Text size="sm" fw={600}>
            There are two secrets already: the older one is refused at once.
          </Text>
        )}
        {error && <ProblemAlert error={error} />}
        <SubmitButtons busy={fetching} onCancel={onClose}>
          Create secret
        </SubmitButtons>
      </Stack>
    </form>
  )
}
