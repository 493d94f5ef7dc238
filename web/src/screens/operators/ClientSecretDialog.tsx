import { Modal, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { SubmitEvent } from 'react'

import { ProblemAlert } from '../../ui/ProblemAlert'
import { SubmitButtons } from '../../ui/SubmitButtons'
import type { Provider } from './fields'
import { ClientSecretInput } from './NewProviderDialog'
import { useUpdateProvider } from './useUpdateProvider'

interface ClientSecretDialogProps {
  provider: Provider
  opened: boolean
  onClose: () => void
}

/** Replaces the client secret, as after its rotation at the provider. */
export function ClientSecretDialog({ provider, opened, onClose }: ClientSecretDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Replace client secret" size="md">
      {opened && <SecretForm provider={provider} onClose={onClose} />}
    </Modal>
  )
}

function SecretForm({ provider, onClose }: Omit<ClientSecretDialogProps, 'opened'>) {
  const [{ fetching, error }, update] = useUpdateProvider()
  const [clientSecret, setClientSecret] = useState('')
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { data } = await update({ input: { operatorIssuerId: provider.id, clientSecret: clientSecret.trim() } })
    if (!data) return
    onClose()
    notifications.show({ message: 'Client secret replaced.' })
  }
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack gap="md">
        <Text size="sm">The next sign-in uses the new secret. People who are signed in stay signed in.</Text>
        <ClientSecretInput value={clientSecret} onChange={setClientSecret} error={undefined} />
        {error && <ProblemAlert error={error} />}
        <SubmitButtons busy={fetching} disabled={clientSecret.trim() === ''} onCancel={onClose}>
          Replace secret
        </SubmitButtons>
      </Stack>
    </form>
  )
}
