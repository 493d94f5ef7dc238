import { useForm } from '@mantine/form'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { CombinedError } from 'urql'

import { fieldErrors } from '../graphql/errors'
import { withDurations } from '../ui/duration'
import type { Table, Values } from './field'
import { problemsOf } from './problems'
import { settingAt } from './values'

/** One setting of a form, as its input gets it. */
export interface Slot<Value> {
  value: Value
  onChange: (value: Value) => void
  error: ReactNode
}

/** A form of a table of settings. */
export interface FieldForm<T extends Table> {
  table: T
  values: Values<T>
  isDirty: boolean
  /** What the server refused and no setting of the form shows. */
  problem: CombinedError | undefined
  slot: <Name extends keyof T & string>(name: Name) => Slot<Values<T>[Name]>
  set: <Name extends keyof T & string>(name: Name, value: Values<T>[Name]) => void
  /** Shows a refusal: beside the settings that it names, and the rest as `problem`. */
  refuse: (error: CombinedError) => void
  /** Shows what is wrong with one setting. */
  fail: (name: keyof T & string, message: string) => void
  /** Begins again with what was saved. */
  restart: (values: Values<T>) => void
  discard: () => void
  /** The handler of the form's `onSubmit`; `save` gets values without a known problem. */
  submit: (save: (values: Values<T>) => Promise<void>) => ReturnType<ReturnType<typeof useForm>['onSubmit']>
}

/** A form of a table of settings. `prefix` is where the server's input has them, such as `keyPolicy.`. */
export function useFieldForm<T extends Table>(table: T, initial: Values<T>, prefix = ''): FieldForm<T> {
  const form = useForm<Record<string, unknown>>({ initialValues: { ...initial }, validate: problemsOf(table) })
  const [problem, setProblem] = useState<CombinedError>()

  const refuse = (error: CombinedError) => {
    const { errors, isComplete } = refusedSettings(table, error, prefix)
    form.setErrors(errors)
    setProblem(isComplete ? undefined : error)
  }
  const restart = (values: Values<T>) => {
    const saved: Record<string, unknown> = values
    form.setInitialValues(saved)
    form.setValues(saved)
    form.resetDirty(saved)
  }
  const put = (name: string, value: unknown) => form.setFieldValue(name, value)
  const slot: FieldForm<T>['slot'] = (name) => ({
    value: form.values[name] as Values<T>[typeof name],
    onChange: (value) => put(name, value),
    error: form.errors[name],
  })

  return {
    table,
    values: form.values as Values<T>,
    isDirty: form.isDirty(),
    problem,
    slot,
    set: put,
    refuse,
    fail: (name, message) => form.setFieldError(name, message),
    restart,
    discard: form.reset,
    submit: (save) =>
      form.onSubmit(async (values) => {
        setProblem(undefined)
        await save(values as Values<T>)
      }),
  }
}

/** The server's words by setting, and whether they are all that it said. */
function refusedSettings(table: Table, error: CombinedError, prefix: string) {
  const errors: Record<string, string> = {}
  const named = fieldErrors(error)
  let isComplete = named.length > 0
  for (const { field, message } of named) {
    const setting = field.startsWith(prefix) ? settingAt(table, field.slice(prefix.length)) : undefined
    if (setting === undefined) isComplete = false
    else errors[setting] ??= setting.endsWith('Seconds') ? withDurations(message) : message
  }
  return { errors, isComplete }
}
