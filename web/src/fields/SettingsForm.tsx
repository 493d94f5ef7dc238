import { Paper, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { CombinedError } from 'urql'

import { ProblemAlert } from '../ui/ProblemAlert'
import { SaveButtons } from '../ui/SaveButtons'
import { useUnsavedChanges } from '../ui/useUnsavedChanges'
import type { Stored, Table } from './field'
import { Fields } from './Fields'
import { useFieldForm } from './useFieldForm'
import { changeOf, valuesOf } from './values'

interface SettingsFormProps<T extends Table> {
  table: T
  /** The object as it is. */
  object: Stored<T>
  /** The application's type, if the object is one. */
  type?: string
  canWrite: boolean
  /** Asks the server for the change; `saved` is the object as it is then. */
  save: (change: Record<string, unknown>) => Promise<{ saved?: Stored<T>; error?: CombinedError }>
  own?: Partial<Record<keyof T & string, ReactNode>>
}

/** The settings of an object on its screen; saved together. */
export function SettingsForm<T extends Table>({ table, object, type, canWrite, save, own }: SettingsFormProps<T>) {
  const before = valuesOf(table, object)
  const form = useFieldForm(table, before)
  const [isSaving, setSaving] = useState(false)
  useUnsavedChanges(form.isDirty, 'Leave without saving? The changes to the settings are lost.')

  const submit = form.submit(async (values) => {
    setSaving(true)
    const { saved, error } = await save(changeOf(table, before, values))
    setSaving(false)
    if (saved) {
      form.restart(valuesOf(table, saved))
      notifications.show({ message: 'Settings saved.' })
    } else if (error) {
      form.refuse(error)
    }
  })

  return (
    <form onSubmit={submit} noValidate>
      <Paper>
        <Stack gap="lg">
          <Fields form={form} stage="edit" type={type} disabled={!canWrite} own={own} />
          {form.problem && <ProblemAlert error={form.problem} />}
          {canWrite && <SaveButtons isDirty={form.isDirty} busy={isSaving} onDiscard={form.discard} />}
        </Stack>
      </Paper>
    </form>
  )
}
