import { Paper, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { CombinedError } from 'urql'

import { ApplicationSelect } from '../../ui/ApplicationSelect'
import { CheckCards } from '../../ui/CheckCards'
import { formErrors } from '../../ui/formErrors'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SaveButtons } from '../../ui/SaveButtons'
import { useUnsavedChanges } from '../../ui/useUnsavedChanges'
import { settingsChange, settingsOf } from './apiSettings'
import type { ApiSettingsValues } from './apiSettings'
import type { Api } from './fields'
import { acceptsProblem } from './newApi'
import { useUpdateApi } from './useUpdateApi'
import { ACCEPTED_CHOICES } from './words'

interface SettingsFormProps {
  api: Api
  canWrite: boolean
}

/** Which tokens open the API, and who serves it; saved together. */
export function SettingsForm({ api, canWrite }: SettingsFormProps) {
  const [{ fetching }, update] = useUpdateApi()
  const [problem, setProblem] = useState<CombinedError>()
  const form = useForm<ApiSettingsValues>({ initialValues: settingsOf(api), validate: { accepts: acceptsProblem } })
  const isDirty = form.isDirty()
  useUnsavedChanges(isDirty, 'The settings were changed and not saved. Leave without saving?')
  const submit = form.onSubmit(async (values) => {
    setProblem(undefined)
    const { data, error } = await update({ input: settingsChange(api, values) })
    if (data) {
      const saved = settingsOf(data.updateApi.api)
      form.setValues(saved)
      form.resetDirty(saved)
      notifications.show({ message: 'The settings are saved.' })
    } else if (error) {
      const { errors, rest } = formErrors(error, ['accepts', 'resourceServerId'])
      form.setErrors(errors)
      if (rest) setProblem(error)
    }
  })
  return (
    <form onSubmit={submit} noValidate>
      <Paper>
        <Stack gap="lg">
          <CheckCards
            label="Which tokens open it"
            description="What is left out is refused with 401 from the moment that it is saved."
            choices={ACCEPTED_CHOICES}
            value={form.values.accepts}
            onChange={(accepts) => form.setFieldValue('accepts', accepts)}
            error={form.errors.accepts}
            disabled={!canWrite}
          />
          <ApplicationSelect
            label="Resource server"
            description="The application that serves the API. It may introspect the API’s tokens."
            placeholder="None"
            clearable={canWrite}
            disabled={!canWrite}
            value={form.values.resourceServer}
            onChange={(server) => form.setFieldValue('resourceServer', server)}
            error={form.errors.resourceServerId}
          />
          {problem && <ProblemAlert error={problem} />}
          {canWrite && <SaveButtons isDirty={isDirty} busy={fetching} onDiscard={form.reset} />}
        </Stack>
      </Paper>
    </form>
  )
}
