import { Paper, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { CombinedError } from 'urql'

import { formErrors } from '../../ui/formErrors'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SaveButtons } from '../../ui/SaveButtons'
import { useUnsavedChanges } from '../../ui/useUnsavedChanges'
import { AssertionFields } from './AssertionFields'
import type { Application } from './fields'
import { SERVER_FIELDS, settingsChange, settingsOf, validateSettings } from './settingsForm'
import type { SettingsValues } from './settingsForm'
import { TokenFields } from './TokenFields'
import { useUpdateApplication } from './useUpdateApplication'

/** The form of a settings screen, as its parts get it. */
export type SettingsFormApi = ReturnType<typeof useSettingsForm>

function useSettingsForm(application: Application) {
  return useForm<SettingsValues>({ initialValues: settingsOf(application), validate: validateSettings })
}

interface SettingsFormProps {
  application: Application
  canWrite: boolean
}

/** Name, tokens and switches; saved together. */
export function SettingsForm({ application, canWrite }: SettingsFormProps) {
  const form = useSettingsForm(application)
  const [{ fetching }, update] = useUpdateApplication()
  const [problem, setProblem] = useState<CombinedError>()
  const isDirty = form.isDirty()
  useUnsavedChanges(isDirty, 'The settings were changed and not saved. Leave without saving?')
  const submit = form.onSubmit(async (values) => {
    setProblem(undefined)
    const { data, error } = await update({ input: settingsChange(application, values) })
    if (data) {
      const saved = settingsOf(data.updateApplication.application)
      form.setValues(saved)
      form.resetDirty(saved)
      notifications.show({ message: 'The settings are saved.' })
    } else if (error) {
      const { errors, rest } = formErrors(error, SERVER_FIELDS)
      form.setErrors(errors)
      if (rest) setProblem(error)
    }
  })
  return (
    <form onSubmit={submit} noValidate>
      <fieldset disabled={!canWrite} style={{ all: 'unset', display: 'block' }}>
        <Paper>
          <Stack gap="lg">
            <TextInput label="Name" autoComplete="off" maw="28rem" required {...form.getInputProps('name')} />
            {application.type === 'SERVICE' && <TokenFields form={form} />}
            <AssertionFields application={application} form={form} />
            {problem && <ProblemAlert error={problem} />}
            {canWrite && <SaveButtons isDirty={isDirty} busy={fetching} onDiscard={form.reset} />}
          </Stack>
        </Paper>
      </fieldset>
    </form>
  )
}
