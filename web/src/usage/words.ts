import { relativeTime } from '../ui/time'

/** What is known of the use of something that can be taken away. */
export interface Use {
  acceptedLast24Hours: number
  lastUsedAt: string | null
  lastSourceAddress: string | null
}

const NUMBER = new Intl.NumberFormat('en')

/** `8,410 calls`. */
export function callsOf(count: number): string {
  return `${NUMBER.format(count)} ${count === 1 ? 'call' : 'calls'}`
}

/** `8,410`. */
export function numberOf(count: number): string {
  return NUMBER.format(count)
}

/** How often something is used, and when it was used last. */
export function lastUseOf({ acceptedLast24Hours, lastUsedAt, lastSourceAddress }: Use, now: number): string {
  if (lastUsedAt === null) return 'Never used.'
  const when = relativeTime(Math.min(Date.parse(lastUsedAt), now), now)
  const by = lastSourceAddress === null ? '' : ` by ${lastSourceAddress}`
  if (acceptedLast24Hours === 0) return `Not used in the last 24 hours. Last used ${when}${by}.`
  return `Used ${when}${by}, ${callsOf(acceptedLast24Hours)} in the last 24 hours.`
}
