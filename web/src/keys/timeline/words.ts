import { timeFrom } from '../../ui/DateTime'
import type { Life, Phase, Spell } from './life'

/** A phase in the legend, and what it means. */
export const PHASES: Record<Phase, { label: string; meaning: string }> = {
  published: { label: 'Published', meaning: 'In the JWKS already, not in use yet.' },
  signs: { label: 'Signs', meaning: 'New tokens carry its signature.' },
  standby: { label: 'Stands by', meaning: 'Could sign; a newer key does.' },
  retiring: { label: 'Accepted', meaning: 'Signs no more; what it signed is still accepted.' },
}

/** One sentence for those who do not see the picture. Times in milliseconds. */
export function describe(life: Life, spells: readonly Spell[], now: number): string {
  const doing = spells.find(({ from, to }) => from <= now && now < to)
  const to = doing ? until(doing.to, now) : life.isRevoked ? `revoked ${timeFrom(life.ends, now)}` : over(life, now)
  return `${life.name} (${life.kid}): ${doing ? `${PHASES[doing.phase].label.toLowerCase()}${to}` : to}.`
}

function until(time: number, now: number): string {
  return time === Infinity ? ', without an end' : `, next change ${timeFrom(time, now)}`
}

function over(life: Life, now: number): string {
  return life.ends <= now ? `expired ${timeFrom(life.ends, now)}` : `begins ${timeFrom(life.activates, now)}`
}
