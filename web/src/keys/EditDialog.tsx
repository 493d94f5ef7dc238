import { Checkbox, Modal, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useMutation } from 'urql'
import type { CombinedError } from 'urql'

import { problemOf } from '../graphql/errors'
import { graphql } from '../graphql/generated'
import type { KeyDetailsFragment } from '../graphql/generated/graphql'
import { formErrors } from '../ui/formErrors'
import { ProblemAlert } from '../ui/ProblemAlert'
import { SubmitButtons } from '../ui/SubmitButtons'
import { changesOf, isForceable, valuesOf } from './edit'
import type { EditValues } from './edit'
import { ExpiryField } from './ExpiryField'
import { FurtherAlgorithmsField } from './FurtherAlgorithmsField'
import { isRsa } from './pair'
import { PermissionsField } from './PermissionsField'

const FIELDS = ['name', 'expiresAt', 'permissions', 'additionalAlgorithms', 'reason']

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

/** Edits a key: its name, end, permissions and further algorithms. */
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
  const [canForce, setCanForce] = useState(false)
  const form = useForm<EditValues>({
    initialValues: valuesOf(target),
    validate: {
      name: (name) => (name.trim() === '' ? 'Enter a name.' : null),
      reason: (reason, { force }) => (force && reason.trim() === '' ? 'Enter a reason for the audit log.' : null),
    },
  })
  const submit = form.onSubmit(async (values) => {
    const { error } = await update({ input: changesOf(target, values) })
    if (!error) {
      onClose()
      return
    }
    const { errors, rest } = formErrors(error, FIELDS)
    form.setErrors(errors)
    setCanForce((could) => could || isForceable(target, values, problemOf(error).reason))
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
        {canForce && (
          <>
            <Checkbox
              label="Skip the publish-ahead"
              description="Verifiers that do not have the successor yet refuse new tokens until they fetch the JWKS again."
              {...form.getInputProps('force', { type: 'checkbox' })}
            />
            <TextInput
              label="Reason"
              description="Recorded in the audit log."
              required={form.values.force}
              disabled={!form.values.force}
              {...form.getInputProps('reason')}
            />
          </>
        )}
        <SubmitButtons busy={fetching} onCancel={onClose}>
          Save
        </SubmitButtons>
      </Stack>
    </form>
  )
}
