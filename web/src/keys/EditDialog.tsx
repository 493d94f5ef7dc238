import { Modal, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useMutation } from 'urql'
import type { CombinedError } from 'urql'

import { graphql } from '../graphql/generated'
import type { KeyDetailsFragment, UpdateKeyInput } from '../graphql/generated/graphql'
import { formErrors } from '../ui/formErrors'
import { ProblemAlert } from '../ui/ProblemAlert'
import { SubmitButtons } from '../ui/SubmitButtons'
import { ExpiryField } from './ExpiryField'
import { FurtherAlgorithmsField } from './FurtherAlgorithmsField'
import { isRsa } from './pair'
import { PermissionsField } from './PermissionsField'

const UpdateKeyDocument = graphql(`
  mutation UpdateKey($input: UpdateKeyInput!) {
    updateKey(input: $input) {
      key {
        ...KeyFields
      }
    }
  }
`)

interface EditDialogProps {
  /** The key to change; null closes the dialog. */
  target: KeyDetailsFragment | null
  onClose: () => void
}

/** Changes what can be changed of a key: its name, its end, what its holder may do and sign with. */
export function EditDialog({ target, onClose }: EditDialogProps) {
  return (
    <Modal opened={target !== null} onClose={onClose} title="Edit key">
      {target && <EditForm target={target} onClose={onClose} />}
    </Modal>
  )
}

function EditForm({ target, onClose }: { target: KeyDetailsFragment; onClose: () => void }) {
  const [{ fetching }, update] = useMutation(UpdateKeyDocument)
  const [problem, setProblem] = useState<CombinedError>()
  const { name, expiresAt } = target
  const form = useForm({
    initialValues: { name, expiresAt, permissions: target.permissions ?? [], additionalAlgorithms: target.additionalAlgorithms },
    validate: { name: (name) => (name.trim() === '' ? 'Give the key a name.' : null) },
  })
  const submit = form.onSubmit(async (values) => {
    const { error } = await update({ input: changesOf(target, values) })
    if (!error) { onClose(); return; }
    const { errors, rest } = formErrors(error, ['name', 'expiresAt', 'permissions', 'additionalAlgorithms'])
    form.setErrors(errors)
    setProblem(rest ? error : undefined)
  })
  return (
    <form onSubmit={submit} noValidate autoComplete="off">
      <Stack gap="md">
        <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps('name')} />
        {target.permissions && (
          <PermissionsField
            scope={target.project ? 'PROJECT' : 'INSTANCE'}
            value={form.values.permissions}
            onChange={(permissions) => form.setFieldValue('permissions', permissions)}
            error={form.errors.permissions}
          />
        )}
        {target.purpose === 'APPLICATION' && isRsa(target.algorithm) && (
          <FurtherAlgorithmsField
            own={target.algorithm}
            value={form.values.additionalAlgorithms}
            onChange={(algorithms) => form.setFieldValue('additionalAlgorithms', algorithms)}
            error={form.errors.additionalAlgorithms}
          />
        )}
        <ExpiryField
          value={form.values.expiresAt}
          onChange={(expiresAt) => form.setFieldValue('expiresAt', expiresAt)}
          error={form.errors.expiresAt}
        />
        {problem && <ProblemAlert error={problem} />}
        <SubmitButtons busy={fetching} onCancel={onClose}>
          Save
        </SubmitButtons>
      </Stack>
    </form>
  )
}

/** What was changed and nothing else: an absent field stays, and needs no right to change it. */
function changesOf(
  key: KeyDetailsFragment,
  values: Pick<KeyDetailsFragment, 'name' | 'expiresAt' | 'additionalAlgorithms'> & { permissions: NonNullable<KeyDetailsFragment['permissions']> },
): UpdateKeyInput {
  const input: UpdateKeyInput = { keyId: key.id }
  const name = values.name.trim()
  if (name !== key.name) input.name = name
  if (values.expiresAt !== key.expiresAt) input.expiresAt = values.expiresAt
  if (!isSameSet(values.permissions, key.permissions ?? [])) input.permissions = values.permissions
  if (!isSameSet(values.additionalAlgorithms, key.additionalAlgorithms)) {
    input.additionalAlgorithms = values.additionalAlgorithms
  }
  return input
}

function isSameSet(some: string[], others: string[]): boolean {
  return [...some].sort().join() === [...others].sort().join()
}
