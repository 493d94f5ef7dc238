import { durationInWords } from '../ui/duration'
import type { Field, Label, Table } from './field'

/** The most labels that an object has, and the longest value of one. */
export const LABELS = { most: 32, longestValue: 255, key: /^[a-z0-9._/-]{1,63}$/ }

/** What is wrong with each setting of a form, as far as it shows without the server. */
export function problemsOf(table: Table): Record<string, (value: never) => string | null> {
  return Object.fromEntries(
    Object.entries(table).map(([name, field]) => [name, (value: never) => problemOf(field, value)]),
  )
}

/** What is wrong with the value of a setting; null if nothing is. */
export function problemOf(field: Field, value: unknown): string | null {
  switch (field.kind) {
    case 'text':
      return textProblem(field, (value as string).trim())
    case 'duration':
      return durationProblem(field, value as number | '')
    case 'schedule':
      return value === '' ? 'Enter a duration.' : null
    case 'count':
      return countProblem(field, value as number | null)
    case 'labels':
      return labelsProblem(value as Label[])
    case 'checks':
      return (value as string[]).length === 0 ? (field.required ?? null) : null
    case 'names':
      return namesProblem(field, value as string[])
    case 'switch':
    case 'cards':
    case 'application':
    case 'own':
      return null
  }
}

function textProblem({ required, longest, pattern }: Extract<Field, { kind: 'text' }>, text: string): string | null {
  if (text === '') return required ?? null
  if (charactersOf(text) > longest) return `Use at most ${longest} characters.`
  return pattern && !pattern.holds.test(text) ? pattern.message : null
}

/** The length as the server counts it: Unicode code points. */
function charactersOf(text: string): number {
  return Array.from(text).length
}

function durationProblem({ range }: Extract<Field, { kind: 'duration' }>, seconds: number | ''): string | null {
  if (!range) return seconds === '' ? 'Enter a duration.' : null
  if (seconds !== '' && seconds >= range.shortest && seconds <= range.longest) return null
  return `From ${durationInWords(range.shortest)} to ${durationInWords(range.longest)}.`
}

function countProblem({ range }: Extract<Field, { kind: 'count' }>, count: number | null): string | null {
  if (count === null || (Number.isInteger(count) && count >= range.least && count <= range.most)) return null
  return `From ${range.least.toLocaleString('en')} to ${range.most.toLocaleString('en')}, or empty.`
}

function namesProblem({ most, longest }: Extract<Field, { kind: 'names' }>, names: string[]): string | null {
  if (most !== undefined && names.length > most) return `Use at most ${most}.`
  const long = longest === undefined ? undefined : names.find((name) => charactersOf(name) > longest)
  return long === undefined ? null : `“${long.slice(0, 30)}…”: use at most ${longest?.toLocaleString('en')} characters.`
}

function labelsProblem(labels: Label[]): string | null {
  const typed = labels
    .map(({ key, value }) => ({ key: key.trim(), value: value.trim() }))
    .filter(({ key, value }) => key + value !== '')
  if (typed.length > LABELS.most) return `Use at most ${LABELS.most} labels.`

  const keys = typed.map(({ key }) => key)
  const wrong = keys.find((key) => !LABELS.key.test(key))
  if (wrong === '') return 'Enter a key for each value.'
  if (wrong !== undefined) {
    return `Key “${wrong}”: use 1 to 63 lower-case letters, digits, dots, hyphens, underscores and slashes.`
  }

  const double = keys.find((key, index) => keys.indexOf(key) !== index)
  if (double !== undefined) return `Key “${double}” is there twice. Keep one of them.`
  const long = typed.find(({ value }) => charactersOf(value) > LABELS.longestValue)
  return long ? `Value of “${long.key}”: use at most ${LABELS.longestValue} characters.` : null
}
