import type { Field, Label, Stored, Table, Values } from './field'

/** The form of a table: the one that makes an object, or the one that changes it. */
export type Stage = 'create' | 'edit'

/** The settings that a form has, for an object of a type. */
export function rowsOf(table: Table, stage: Stage, type?: string): [string, Field][] {
  return Object.entries(table).filter(
    ([, field]) =>
      (field.only ?? stage) === stage && (field.of === undefined || type === undefined || field.of === type),
  )
}

/** What the form of a new object begins with. */
export function initialValues<T extends Table>(table: T): Values<T> {
  return Object.fromEntries(Object.entries(table).map(([name, { initial }]) => [name, initial])) as Values<T>
}

/** What the form of an existing object begins with; a setting without a value has its initial value. */
export function valuesOf<T extends Table>(table: T, object: Stored<T>): Values<T> {
  const given = object as Record<string, unknown>
  const values = Object.entries(table).map(([name, { initial }]) => [name, given[name] ?? initial])
  return Object.fromEntries(values) as Values<T>
}

/** The name and the value that a setting is sent with; undefined while its input is empty. */
function sent(name: string, field: Field, value: unknown): { name: string; value: unknown } {
  switch (field.kind) {
    case 'text':
      return { name, value: textOf(value as string, field) }
    case 'duration':
    case 'schedule':
      return { name, value: value === '' ? undefined : value }
    case 'labels':
      return { name, value: (value as Label[]).filter(isTyped).map(trimmed) }
    case 'application':
      return { name: `${name}Id`, value: (value as { id: string } | null)?.id ?? null }
    case 'checks':
      // The order of the cards, whatever the server's.
      return {
        name,
        value: field.choices.map((choice) => choice.value).filter((choice) => (value as string[]).includes(choice)),
      }
    case 'switch':
    case 'count':
    case 'names':
    case 'cards':
    case 'own':
      return { name, value }
  }
}

function textOf(value: string, { nullable }: Extract<Field, { kind: 'text' }>): string | null {
  const text = value.trim()
  return nullable && text === '' ? null : text
}

const isTyped = ({ key, value }: Label) => key.trim() !== '' || value.trim() !== ''
const trimmed = ({ key, value }: Label) => ({ key: key.trim(), value: value.trim() })

/** What the server is asked to make. */
export function inputOf<T extends Table>(table: T, values: Values<T>): Record<string, unknown> {
  const given = values as Record<string, unknown>
  const rows = rowsOf(table, 'create').map(([name, field]) => sent(name, field, given[name]))
  return Object.fromEntries(rows.filter(({ value }) => value !== undefined).map(({ name, value }) => [name, value]))
}

/** What the server is asked to change: only what differs, so that two operators keep each other's changes. */
export function changeOf<T extends Table>(table: T, before: Values<T>, after: Values<T>): Record<string, unknown> {
  const [old, wanted] = [before as Record<string, unknown>, after as Record<string, unknown>]
  const changed = rowsOf(table, 'edit').flatMap(([name, field]) => {
    const next = sent(name, field, wanted[name])
    const isSame = JSON.stringify(next.value) === JSON.stringify(sent(name, field, old[name]).value)
    return isSame || next.value === undefined ? [] : [[next.name, next.value] as const]
  })
  return Object.fromEntries(changed)
}

/** The setting that a refusal of the server names, such as `labels` of `labels.2.key`; undefined if the table has none. */
export function settingAt(table: Table, path: string): string | undefined {
  const first = path.split(/[.[]/, 1)[0]
  return Object.entries(table).find(([name, field]) => sent(name, field, field.initial).name === first)?.[0]
}
