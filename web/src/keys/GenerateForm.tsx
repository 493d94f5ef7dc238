import { Stack, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useClient } from 'urql'
import type { CombinedError } from 'urql'

import { hasWebCrypto } from '../session/webCrypto'
import { ChoiceCards } from '../ui/ChoiceCards'
import { formErrors } from '../ui/formErrors'
import { ProblemAlert } from '../ui/ProblemAlert'
import { SubmitButtons } from '../ui/SubmitButtons'
import { ActivationFields } from './ActivationFields'
import { AlgorithmFields } from './AlgorithmFields'
import { ExpiryField } from './ExpiryField'
import { makeKey } from './makeKey'
import type { MadeKey } from './makeKey'
import { emptyKey, missingFields, settleKey, waysFor } from './newKey'
import { isAdmin } from './owner'
import type { KeyOwner } from './owner'
import { PermissionsField } from './PermissionsField'

const FIELDS = ['name', 'algorithm', 'rsaBits', 'permissions', 'expiresAt', 'activatesAt', 'reason']

interface GenerateFormProps {
  owner: KeyOwner
  onMade: (made: MadeKey) => void
  onCancel: () => void
}

/** What a new key is to be. */
export function GenerateForm({ owner, onMade, onCancel }: GenerateFormProps) {
  const client = useClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<CombinedError>()
  const form = useForm({ initialValues: emptyKey(owner), validate: (key) => missingFields(owner, key) })
  const key = form.values
  const refuse = (error: CombinedError | undefined) => {
    if (!error) return
    const { errors, rest } = formErrors(error, FIELDS)
    form.setErrors(errors)
    if (rest) setProblem(error)
  }
  const submit = form.onSubmit(async (values) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const { made, error } = await makeKey(client, owner, settleKey(values))
      if (made) onMade(made)
      else refuse(error)
    } catch {
      // WebCrypto alone throws here: urql answers with an error.
      form.setFieldError(
        'algorithm',
        'This browser cannot generate a key of this algorithm. Choose another algorithm, or generate the key on the server.',
      )
    }
    setBusy(false)
  })
  return (
    <form onSubmit={submit} noValidate autoComplete="off">
      <Stack gap="md">
        <TextInput
          label="Name"
          description="Display name, such as what uses the key: “deploy robot”."
          withAsterisk
          data-autofocus
          {...form.getInputProps('name')}
        />
        <ChoiceCards
          label={owner.kind === 'signing' ? 'Who signs' : 'Where to generate it'}
          choices={waysFor(owner, hasWebCrypto())}
          value={key.way}
          onChange={(way) => form.setFieldValue('way', way)}
        />
        {isAdmin(owner) ? (
          <PermissionsField
            scope={owner.kind === 'instance' ? 'INSTANCE' : 'PROJECT'}
            value={key.permissions}
            onChange={(permissions) => form.setFieldValue('permissions', permissions)}
            error={form.errors.permissions}
          />
        ) : (
          <AlgorithmFields
            algorithm={key.algorithm}
            rsaBits={key.rsaBits}
            onAlgorithm={(algorithm) => form.setFieldValue('algorithm', algorithm)}
            onRsaBits={(bits) => form.setFieldValue('rsaBits', bits)}
            errors={form.errors}
          />
        )}
        {owner.kind === 'signing' && <ActivationFields form={form} publishAheadSeconds={owner.publishAheadSeconds} />}
        <ExpiryField
          value={key.expiresAt}
          onChange={(expiresAt) => form.setFieldValue('expiresAt', expiresAt)}
          error={form.errors.expiresAt}
        />
        {key.way === 'server' && (
          <Switch
            label="Keep an encrypted copy on the server"
            description="Admin keys with KEYS_EXPORT can then download the private key again. The audit log records every download."
            checked={key.retainPrivateKey}
            onChange={(event) => form.setFieldValue('retainPrivateKey', event.currentTarget.checked)}
          />
        )}
        {problem && <ProblemAlert error={problem} />}
        <SubmitButtons busy={busy} onCancel={onCancel}>
          Generate key
        </SubmitButtons>
      </Stack>
    </form>
  )
}
