import type { CombinedError } from 'urql'

import { fieldErrors } from '../graphql/errors'
import { withDurations } from './duration'

/**
 * The server's refusal beside the fields that it names, for a form's `setErrors`. `rest` says
 * whether something remains that belongs to no field of the form: then show a `ProblemAlert`.
 */
export function formErrors(
  error: CombinedError,
  fields: readonly string[],
): { errors: Record<string, string>; rest: boolean } {
  const errors: Record<string, string> = {}
  let rest = false
  const named = fieldErrors(error)
  for (const { field, message } of named) {
    if (fields.includes(field)) errors[field] ??= field.endsWith('Seconds') ? withDurations(message) : message
    else rest = true
  }
  return { errors, rest: rest || named.length === 0 }
}
