import { relativeTime } from '../../ui/time'
import type { Life, Phase, Spell } from './life'

/** A phase in the legend, and what it means. */
export const PHASES: Record<Phase, { label: string; meaning: string }> = {
  published: { label: 'Published', meaning: 'In the JWKS, but not active yet.' },
  signs: { label: 'Signs', meaning: 'Signs new tokens.' },
  standby: { label: 'Standby', meaning: 'Can sign; a newer key signs instead.' },
  retiring: { label: 'Accepted', meaning: 'No longer signs; its tokens are still accepted.' },
}

/** One sentence for those who do not see the picture. Times in milliseconds. */
export function describe(life: Life, spells: readonly Spell[], now: number): string {
  const doing = spells.find(({ from, to }) => from <= now && now < to)
  const to = doing ? until(doing.to, now) : life.isRevoked ? `revoked ${relativeTime(life.ends, now)}` : over(life, now)
  return `${life.name} (${life.kid}): ${doing ? `${PHASES[doing.phase].label.toLowerCase()}${to}` : to}.`
}

function until(time: number, now: number): string {
  return time === Infinity ? ', never expires' : `, next change ${relativeTime(time, now)}`
}

function over(life: Life, now: number): string {
  return life.ends <= now ? `expired ${relativeTime(life.ends, now)}` : `begins ${relativeTime(life.activates, now)}`
}
