import { Alert, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { SubmitEvent } from 'react'

import { ProblemAlert } from '../../ui/ProblemAlert'
import { SubmitButtons } from '../../ui/SubmitButtons'
import type { Application } from './fields'
import { MethodCards } from './MethodCards'
import { useUpdateApplication } from './useUpdateApplication'
import { METHODS, credentialOf, usesSecret } from './words'

/** What the application needs for its new method. */
const NEXT_STEPS = {
  key: 'The application needs an active key: see Credentials.',
  secret: 'Create a secret for the new method next.',
  identity: 'The application needs a federated identity: see Federated identities.',
}

interface MethodFormProps {
  application: Application
  onClose: () => void
}

/** Chooses another method, and says what stops working. */
export function MethodForm({ application, onClose }: MethodFormProps) {
  const [method, setMethod] = useState(application.authMethod)
  const [{ fetching, error }, update] = useUpdateApplication()
  const navigate = useNavigate({ from: '/projects/$slug/applications/$applicationId' })
  const isChanged = method !== application.authMethod
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { data } = await update({ input: { applicationId: application.id, authMethod: method } })
    if (!data) return
    onClose()
    notifications.show({
      message: `${application.name} now authenticates with: ${METHODS[method].label.toLowerCase()}.`,
    })
    // What it now needs is created there.
    void navigate({ search: credentialOf(method) === 'identity' ? { tab: 'identities' } : {} })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <MethodCards value={method} onChange={setMethod} />
        {isChanged && (
          <Alert color="yellow" title="The current method is refused at once">
            <Text size="sm">
              {usesSecret(application.authMethod) && 'Its secrets are deleted and cannot be restored. '}
              {NEXT_STEPS[credentialOf(method)]}
            </Text>
          </Alert>
        )}
        {error && <ProblemAlert error={error} />}
        <SubmitButtons busy={fetching} disabled={!isChanged} isDanger onCancel={onClose}>
          Change method
        </SubmitButtons>
      </Stack>
    </form>
  )
}
