import { totalOf } from '../../usage/points'
import type { UsagePoint } from '../../usage/points'
import { callsOf, numberOf } from '../../usage/words'

interface Used {
  name: string
  usage: readonly UsagePoint[]
}

/** So many applications are named. */
const NAMED = 5

/** What stops when these applications are disabled: how many calls, and of which applications, the busiest first. */
export function impactWords(items: readonly Used[]): { calls: string; names: string | undefined } {
  const used = items
    .map(({ name, usage }) => ({ name, calls: totalOf(usage).accepted }))
    .filter(({ calls }) => calls > 0)
    .toSorted((one, other) => other.calls - one.calls)
  if (used.length === 0) {
    const calls = items.length === 1 ? 'Not used in the last 24 hours.' : 'None was used in the last 24 hours.'
    return { calls, names: undefined }
  }
  const sum = used.reduce((all, { calls }) => all + calls, 0)
  const named = used.slice(0, NAMED).map(({ name, calls }) => `${name} (${numberOf(calls)})`)
  const more = used.length - named.length
  return {
    calls: `${numberOf(used.length)} of ${numberOf(items.length)} used in the last 24 hours, ${callsOf(sum)}.`,
    names: `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''} will be refused.`,
  }
}
