import type { CombinedError } from 'urql'

import { fieldErrors } from '../graphql/errors'
import type { ClaimRule } from './words'

/** The rules without the lines that were left empty. */
export function typedRules(rules: readonly ClaimRule[]): ClaimRule[] {
  return rules
    .map(({ claim, match, values }) => ({ claim: claim.trim(), match, values }))
    .filter(({ claim, values }) => claim !== '' || values.length > 0)
}

/** What is wrong with rules as far as it shows without the server, by place: `0.claim`, or the empty text. */
export function rulesProblems(rules: readonly ClaimRule[]): Record<string, string> {
  if (rules.length === 0) return { '': 'Add at least one rule.' }
  return Object.fromEntries(
    rules.flatMap(({ claim, values }, place): [string, string][] => {
      if (claim === '') return [[`${place}.claim`, 'Name the claim.']]
      if (values.length === 0) return [[`${place}.values`, 'Enter a value, and press Enter.']]
      return []
    }),
  )
}

/** The server's refusals of the rules in the field `name`, by place. */
export function refusedRules(error: CombinedError, name: string): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { field, message } of fieldErrors(error)) {
    const [first, ...rest] = field.split(/[.[\]]+/).filter((part) => part !== '')
    if (first === name) errors[rest.join('.')] ??= message
  }
  return errors
}
