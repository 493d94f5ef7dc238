import { NativeSelect, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useClient } from 'urql'
import type { CombinedError } from 'urql'

import type { KeyAlgorithm } from '../graphql/generated/graphql'
import { formErrors } from '../ui/formErrors'
import { ProblemAlert } from '../ui/ProblemAlert'
import { SubmitButtons } from '../ui/SubmitButtons'
import { ExpiryField, TimeField } from './ExpiryField'
import { FurtherAlgorithmsField } from './FurtherAlgorithmsField'
import { importKey } from './importKey'
import type { ImportedKey } from './importKey'
import type { KeyFieldsFragment } from './keyFields'
import { ALGORITHMS } from './newKey'
import { isAdmin } from './owner'
import type { KeyOwner } from './owner'
import { isRsa } from './pair'
import { PermissionsField } from './PermissionsField'
import { PublicKeyField } from './PublicKeyField'
import { readPublicKey } from './publicKeyText'

const FIELDS = [
  'name',
  'publicKey',
  'algorithm',
  'additionalAlgorithms',
  'kid',
  'permissions',
  'expiresAt',
  'activatesAt',
]

interface ImportFormProps {
  owner: KeyOwner
  initial: Partial<ImportedKey> | undefined
  onMade: (made: { key: KeyFieldsFragment }) => void
  onCancel: () => void
}

/** A public key and what is to be known about it. */
export function ImportForm({ owner, initial, onMade, onCancel }: ImportFormProps) {
  const client = useClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<CombinedError>()
  const form = useForm<ImportedKey>({
    initialValues: { ...emptyImport(owner), ...initial },
    validate: (key) => ({
      name: key.name.trim() === '' ? 'Enter a name.' : null,
      publicKey: readPublicKey(key.publicKey).refusal ?? null,
      permissions: isAdmin(owner) && key.permissions.length === 0 ? 'Choose at least one permission.' : null,
    }),
  })
  const key = form.values
  const submit = form.onSubmit(async (values) => {
    setBusy(true)
    setProblem(undefined)
    const kid = values.kid?.trim() === '' ? null : (values.kid?.trim() ?? null)
    const { made, error } = await importKey(client, owner, settled(owner, { ...values, name: values.name.trim(), kid }))
    setBusy(false)
    if (made) {
      onMade(made)
      return
    }
    if (!error) return
    const { errors, rest } = formErrors(error, FIELDS)
    form.setErrors(errors)
    if (rest) setProblem(error)
  })
  return (
    <form onSubmit={submit} noValidate autoComplete="off">
      <Stack gap="md">
        <TextInput
          label="Name"
          description="Display name."
          withAsterisk
          data-autofocus
          {...form.getInputProps('name')}
        />
        <PublicKeyField
          value={key.publicKey}
          onChange={(text) => form.setFieldValue('publicKey', text)}
          error={form.errors.publicKey}
        />
        <TextInput
          label="Key ID"
          description="The kid in the header of its tokens. Default: the kid of the JWK, or the thumbprint of the key."
          classNames={{ input: 'mono' }}
          spellCheck={false}
          value={key.kid ?? ''}
          onChange={(event) => form.setFieldValue('kid', event.currentTarget.value)}
          error={form.errors.kid}
        />
        {isAdmin(owner) ? (
          <PermissionsField
            scope={owner.kind === 'instance' ? 'INSTANCE' : 'PROJECT'}
            value={key.permissions}
            onChange={(permissions) => form.setFieldValue('permissions', permissions)}
            error={form.errors.permissions}
          />
        ) : (
          <NativeSelect
            label="Algorithm"
            data={[{ value: '', label: 'Detect from the key' }, ...ALGORITHMS]}
            value={key.algorithm ?? ''}
            onChange={(event) => {
              const text = event.currentTarget.value
              form.setFieldValue('algorithm', ALGORITHMS.find(({ value }) => value === text)?.value ?? null)
            }}
            error={form.errors.algorithm}
          />
        )}
        {takesFurther(owner, key.algorithm) && (
          <FurtherAlgorithmsField
            own={key.algorithm}
            value={key.additionalAlgorithms}
            onChange={(algorithms) => form.setFieldValue('additionalAlgorithms', algorithms)}
            error={form.errors.additionalAlgorithms}
          />
        )}
        {owner.kind === 'signing' && (
          <TimeField
            label="Active from"
            description="Default: now"
            value={key.activatesAt}
            onChange={(time) => form.setFieldValue('activatesAt', time)}
            error={form.errors.activatesAt}
          />
        )}
        <ExpiryField
          value={key.expiresAt}
          onChange={(expiresAt) => form.setFieldValue('expiresAt', expiresAt)}
          error={form.errors.expiresAt}
        />
        {problem && <ProblemAlert error={problem} />}
        <SubmitButtons busy={busy} onCancel={onCancel}>
          Import key
        </SubmitButtons>
      </Stack>
    </form>
  )
}

/** Whether further algorithms can be given: to RSA keys of an application, which the key may still turn out to be. */
function takesFurther(owner: KeyOwner, algorithm: KeyAlgorithm | null): boolean {
  return owner.kind === 'application' && (algorithm === null || isRsa(algorithm))
}

/** Drops further algorithms that were chosen before another algorithm hid their field. */
function settled(owner: KeyOwner, key: ImportedKey): ImportedKey {
  const further = takesFurther(owner, key.algorithm) ? key.additionalAlgorithms : []
  return { ...key, additionalAlgorithms: further.filter((algorithm) => algorithm !== key.algorithm) }
}

function emptyImport(owner: KeyOwner): ImportedKey {
  return {
    name: '',
    publicKey: '',
    algorithm: null,
    additionalAlgorithms: [],
    kid: null,
    permissions: isAdmin(owner) ? ['READ'] : [],
    expiresAt: null,
    activatesAt: null,
  }
}
