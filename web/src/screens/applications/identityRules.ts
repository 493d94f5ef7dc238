import { placeholdersOf } from '../../federation/placeholders'
import type { ClaimRule } from '../../rules/words'

/** The rules that have a placeholder of their platform still, by place. */
export function unfilledRules(rules: readonly ClaimRule[]): Record<string, string> {
  return Object.fromEntries(
    rules.flatMap(({ values }, place): [string, string][] => {
      const [open] = placeholdersOf(values)
      return open === undefined ? [] : [[`${place}.values`, `Replace <${open}> with its value.`]]
    }),
  )
}
