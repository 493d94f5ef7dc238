import { Title } from '@mantine/core'
import { Fragment } from 'react'
import type { ReactNode } from 'react'

import type { Table } from './field'
import { FieldInput } from './FieldInput'
import type { FieldForm, Slot } from './useFieldForm'
import { rowsOf } from './values'
import type { Stage } from './values'

interface FieldsProps<T extends Table> {
  form: FieldForm<T>
  stage: Stage
  /** The application's type, if the object is one. */
  type?: string
  disabled?: boolean
  /** Whether the first input takes the focus. */
  autoFocus?: boolean
  /** Inputs of the form's own, by setting, in the place of the table's. */
  own?: Partial<Record<keyof T & string, ReactNode>>
}

/** The inputs of a form, in the order of its table, under the headings of their groups. */
export function Fields<T extends Table>({
  form,
  stage,
  type,
  disabled = false,
  autoFocus = false,
  own = {},
}: FieldsProps<T>) {
  const rows = rowsOf(form.table, stage, type)
  return rows.map(([name, field], index) => {
    const heading = field.group !== rows[index - 1]?.[1].group && field.group
    return (
      <Fragment key={name}>
        {heading && <Title order={2}>{heading}</Title>}
        {own[name as keyof T & string] ?? (
          <FieldInput
            field={field}
            {...(form.slot(name) as Slot<unknown>)}
            disabled={disabled}
            isFirst={autoFocus && index === 0}
          />
        )}
      </Fragment>
    )
  })
}
