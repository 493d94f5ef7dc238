import { Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useMutation } from 'urql'

import { Fields } from '../../fields/Fields'
import { useFieldForm } from '../../fields/useFieldForm'
import { initialValues, inputOf } from '../../fields/values'
import { graphql } from '../../graphql/generated'
import type { CreateOperatorIssuerInput } from '../../graphql/generated/graphql'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SubmitButtons } from '../../ui/SubmitButtons'
import { formErrors } from '../../ui/formErrors'
import { PROVIDER_SETTINGS } from './settings'

const CreateProviderDocument = graphql(`
  mutation CreateOperatorIssuer($input: CreateOperatorIssuerInput!) {
    createOperatorIssuer(input: $input) {
      operatorIssuer {
        ...ProviderFields
      }
    }
  }
`)

interface NewProviderDialogProps {
  opened: boolean
  onClose: () => void
  /** Hears the ID of the new provider. */
  onMade: (issuerId: string) => void
}

/** Adds a provider. */
export function NewProviderDialog({ opened, onClose, onMade }: NewProviderDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Add provider">
      {opened && <NewProviderForm onClose={onClose} onMade={onMade} />}
    </Modal>
  )
}

function NewProviderForm({ onClose, onMade }: Omit<NewProviderDialogProps, 'opened'>) {
  const [{ fetching }, create] = useMutation(CreateProviderDocument)
  const form = useFieldForm(PROVIDER_SETTINGS, { ...initialValues(PROVIDER_SETTINGS), scopes: ['profile', 'email'] })
  const [clientSecret, setClientSecret] = useState('')
  const [secretError, setSecretError] = useState<string>()

  const submit = form.submit(async (values) => {
    if (clientSecret.trim() === '') {
      setSecretError('Enter the client secret.')
      return
    }
    setSecretError(undefined)
    const input = {
      ...inputOf(PROVIDER_SETTINGS, values),
      clientSecret: clientSecret.trim(),
    } as CreateOperatorIssuerInput
    const { data, error } = await create({ input })
    if (data) {
      onClose()
      onMade(data.createOperatorIssuer.operatorIssuer.id)
    } else if (error) {
      setSecretError(formErrors(error, ['clientSecret']).errors.clientSecret)
      form.refuse(error)
    }
  })
  return (
    <form onSubmit={submit} noValidate autoComplete="off">
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          Register Keyplane as a confidential web client at the provider first. The redirect URI to enter there is shown
          next.
        </Text>
        <Fields form={form} stage="create" autoFocus />
        <ClientSecretInput value={clientSecret} onChange={setClientSecret} error={secretError} />
        {form.problem && <ProblemAlert error={form.problem} />}
        <SubmitButtons busy={fetching} onCancel={onClose}>
          Add provider
        </SubmitButtons>
      </Stack>
    </form>
  )
}

interface ClientSecretInputProps {
  value: string
  onChange: (secret: string) => void
  error: string | undefined
}

/** The secret of Keyplane's client at a provider. */
export function ClientSecretInput({ value, onChange, error }: ClientSecretInputProps) {
  return (
    <PasswordInput
      label="Client secret"
      description="The server keeps it encrypted and never shows it again."
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      autoComplete="off"
      required
      maw="28rem"
      visibilityToggleButtonProps={{ 'aria-label': 'Show the client secret' }}
    />
  )
}
