import { Paper, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { CombinedError } from 'urql'

import { FieldInput } from '../../fields/FieldInput'
import { formErrors } from '../../ui/formErrors'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SaveButtons } from '../../ui/SaveButtons'
import { useUnsavedChanges } from '../../ui/useUnsavedChanges'
import { CutAlert } from './CutAlert'
import type { Api } from './fields'
import { removedScopes, sameScopes } from './scopes'
import { API_SETTINGS } from './settings'
import { useUpdateApi } from './useUpdateApi'

interface ScopesFormProps {
  api: Api
  canWrite: boolean
}

/** What may be granted of the API; says which grants lose what before it is saved. */
export function ScopesForm({ api, canWrite }: ScopesFormProps) {
  const [{ fetching }, update] = useUpdateApi()
  const [problem, setProblem] = useState<CombinedError>()
  const form = useForm({ initialValues: { scopes: api.scopes } })
  const { scopes } = form.values
  const isDirty = !sameScopes(scopes, api.scopes)
  const removed = removedScopes(api.scopes, scopes)
  useUnsavedChanges(isDirty, 'Leave without saving? The changes to the scopes are lost.')
  const submit = form.onSubmit(async ({ scopes }) => {
    setProblem(undefined)
    const { data, error } = await update({ input: { apiId: api.id, scopes } })
    if (data) {
      form.setValues({ scopes: data.updateApi.api.scopes })
      notifications.show({ message: 'Scopes saved.' })
    } else if (error) {
      const { errors, rest } = formErrors(error, ['scopes'])
      form.setErrors(errors)
      if (rest) setProblem(error)
    }
  })
  return (
    <form onSubmit={submit} noValidate>
      <Paper>
        <Stack gap="lg">
          <FieldInput
            field={API_SETTINGS.scopes}
            value={scopes}
            onChange={(scopes) => form.setFieldValue('scopes', scopes as string[])}
            error={form.errors.scopes}
            disabled={!canWrite}
          />
          {removed.length > 0 && <CutAlert apiId={api.id} removed={removed} />}
          {problem && <ProblemAlert error={problem} />}
          {canWrite && (
            <SaveButtons
              isDirty={isDirty}
              busy={fetching}
              danger={removed.length > 0 ? 'Save and remove' : undefined}
              onDiscard={() => form.setValues({ scopes: api.scopes })}
            />
          )}
        </Stack>
      </Paper>
    </form>
  )
}
