import type { ApplicationType } from '../graphql/generated/graphql'
import type { ChosenApplication } from '../ui/ApplicationSelect'
import type { Choice } from '../ui/ChoiceCards'

/** What the row of every setting says. */
interface Common<Value> {
  label: string
  /** One or two sentences: what the setting does, and its unit. */
  help?: string
  /** The value of a new object. */
  initial: Value
  placeholder?: string
  /** The heading that the setting stands under on a form with groups. */
  group?: string
  /** The form that has the setting; both if it is missing. */
  only?: 'create' | 'edit'
  /** Applications: the type that has the setting; every type if it is missing. */
  of?: ApplicationType
}

/** A text, or a text of several lines. Blanks around it are not sent. */
export interface TextField extends Common<string> {
  kind: 'text'
  /** What the form says of an empty text; without it, empty is allowed. */
  required?: string
  /** Characters. */
  longest: number
  /** Lines of the input; one if it is missing. */
  lines?: number
  /** A rule beyond the length, and what the form says of a text that breaks it. */
  pattern?: { holds: RegExp; message: string }
  /** Whether an empty text is sent as null: the setting has no value then. */
  nullable?: true
  /** Text that programs read, in a fixed-width font; URLs get the keyboard of URLs. */
  code?: 'name' | 'url'
}

/** One of two values, as a switch. */
export interface SwitchField<Value> extends Common<Value> {
  kind: 'switch'
  on: Value
  off: Value
}

/** Whole seconds in a unit that the reader chooses; an empty text while the input is empty. */
export interface DurationField extends Common<number | ''> {
  kind: 'duration'
  /** Limits that are known without the server, in seconds. */
  range?: { shortest: number; longest: number }
}

/** A duration that can be switched off: null then. */
export interface ScheduleField extends Common<number | '' | null> {
  kind: 'schedule'
  /** The label of the duration, below the switch. */
  durationLabel: string
  /** Seconds that switching it on begins with. */
  usual: number
}

/** A whole number, or none; null then. */
export interface CountField extends Common<number | null> {
  kind: 'count'
  range: { least: number; most: number }
  /** What is counted, behind the number. */
  unit: string
}

/** Names, each once. */
export interface NamesField extends Common<string[]> {
  kind: 'names'
  /** Whether blanks separate names, also in pasted text. */
  split?: boolean
  /** The most names, and the most characters of one; the server alone knows where they are missing. */
  most?: number
  longest?: number
}

/** A key and a value that an object is found by. */
export interface Label {
  key: string
  value: string
}

/** Pairs of key and value. */
export interface LabelsField extends Common<Label[]> {
  kind: 'labels'
}

/** One of a few values, each on a card. */
export interface CardsField<Value extends string> extends Common<Value> {
  kind: 'cards'
  choices: Choice<Value>[]
}

/** Some of a few values, each on a card. */
export interface ChecksField<Value extends string> extends Common<Value[]> {
  kind: 'checks'
  choices: Choice<Value>[]
  /** What the form says while no card is chosen; without it, none is allowed. */
  required?: string
}

/** An application of the project, or none; sent as its ID under the setting's name with `Id`. */
export interface ApplicationField extends Common<ChosenApplication | null> {
  kind: 'application'
}

/** A value whose input the form brings itself. */
export interface OwnField<Value> extends Common<Value> {
  kind: 'own'
}

/** The row of a setting. Its name in the table is the name in GraphQL, in the form and in refusals. */
export type Field =
  | TextField
  | SwitchField<string>
  | SwitchField<boolean>
  | DurationField
  | ScheduleField
  | CountField
  | NamesField
  | LabelsField
  | CardsField<string>
  | ChecksField<string>
  | ApplicationField
  | OwnField<unknown>

/** The settings of an object, in the order of its forms. */
export type Table = Record<string, Field>

/** What a form of the table holds: of each setting the value as GraphQL gives it. */
export type Values<T> = { [Name in keyof T]: T[Name] extends { initial: infer Value } ? Value : never }

/** An object of the server as far as the table's settings are in it. */
export type Stored<T> = { [Name in keyof T]?: Values<T>[Name] | null }

type Row<F extends Field> = Omit<F, 'kind'>

export const text = (row: Omit<Row<TextField>, 'initial'>): TextField => ({ kind: 'text', initial: '', ...row })
export const toggle = <Value extends string | boolean>(row: Omit<SwitchField<Value>, 'kind'>): SwitchField<Value> => ({
  kind: 'switch',
  ...row,
})
export const duration = (row: Row<DurationField>): DurationField => ({ kind: 'duration', ...row })
export const schedule = (row: Omit<Row<ScheduleField>, 'initial'>): ScheduleField => ({
  kind: 'schedule',
  initial: null,
  ...row,
})
export const count = (row: Omit<Row<CountField>, 'initial'>): CountField => ({ kind: 'count', initial: null, ...row })
export const names = (row: Omit<Row<NamesField>, 'initial'>): NamesField => ({ kind: 'names', initial: [], ...row })
export const labels = (row: Omit<Row<LabelsField>, 'initial'>): LabelsField => ({ kind: 'labels', initial: [], ...row })
export const cards = <Value extends string>(row: Omit<CardsField<Value>, 'kind'>): CardsField<Value> => ({
  kind: 'cards',
  ...row,
})
export const checks = <Value extends string>(row: Omit<ChecksField<Value>, 'kind'>): ChecksField<Value> => ({
  kind: 'checks',
  ...row,
})
export const application = (row: Omit<Row<ApplicationField>, 'initial'>): ApplicationField => ({
  kind: 'application',
  initial: null,
  ...row,
})
export const own = <Value>(row: Omit<OwnField<Value>, 'kind'>): OwnField<Value> => ({ kind: 'own', ...row })
