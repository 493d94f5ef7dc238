import type { KeyAlgorithm, KeyCustody } from '../../graphql/generated/graphql'

/** A key's dates as the API gives them, RFC 3339. */
export interface KeyDates {
  id: string
  name: string
  kid: string
  algorithm: KeyAlgorithm
  custody: KeyCustody
  createdAt: string
  activatesAt: string
  retiresAt?: string | null
  expiresAt?: string | null
  revokedAt?: string | null
}

/** A key's dates in milliseconds; what never comes is Infinity. */
export interface Life {
  id: string
  name: string
  kid: string
  algorithm: KeyAlgorithm
  /** Whether the server signs with it; otherwise its holder does. */
  isOurs: boolean
  created: number
  activates: number
  retires: number
  /** Its own end or its revocation, whichever came first. */
  ends: number
  isRevoked: boolean
}

/**
 * What a key does for a while. `published`: in the JWKS, not in use. `signs`: new tokens carry its
 * signature. `standby`: in use, but a newer key signs. `retiring`: accepted, no longer signs.
 */
export type Phase = 'published' | 'signs' | 'standby' | 'retiring'

/** From when to when a phase lasts, in milliseconds; `to` may be Infinity. */
export interface Spell {
  phase: Phase
  from: number
  to: number
}

/** A key's dates as numbers, in order even where the API's clock and the key's dates differ a little. */
export function lifeOf(key: KeyDates): Life {
  const created = Date.parse(key.createdAt)
  const expires = timeOf(key.expiresAt)
  const revoked = timeOf(key.revokedAt)
  return {
    id: key.id,
    name: key.name,
    kid: key.kid,
    algorithm: key.algorithm,
    isOurs: key.custody === 'SERVER',
    created,
    activates: Math.max(created, Date.parse(key.activatesAt)),
    retires: timeOf(key.retiresAt),
    ends: Math.min(expires, revoked),
    isRevoked: revoked <= expires && revoked !== Infinity,
  }
}

function timeOf(value: string | null | undefined): number {
  return value ? Date.parse(value) : Infinity
}

/** Each key's spells, by its ID. `algorithm` is the policy's: the server prefers keys of it. */
export function spellsOf(lives: readonly Life[], algorithm: KeyAlgorithm): Map<string, Spell[]> {
  return new Map(lives.map((life) => [life.id, spellsOfOne(life, lives, algorithm)]))
}

function spellsOfOne(life: Life, lives: readonly Life[], algorithm: KeyAlgorithm): Spell[] {
  const inUseUntil = Math.min(life.retires, life.ends)
  const spells: Spell[] = [
    { phase: 'published', from: life.created, to: Math.min(life.activates, life.ends) },
    ...inUse(life, inUseUntil, lives, algorithm),
    { phase: 'retiring', from: Math.max(life.created, life.retires), to: life.ends },
  ]
  return spells.filter(({ from, to }) => from < to)
}

/** The time that a key is in use, cut where a newer one takes the signing over or gives it back. */
function inUse(life: Life, until: number, lives: readonly Life[], algorithm: KeyAlgorithm): Spell[] {
  if (until <= life.activates) return []
  const cuts = lives
    .flatMap((other) => [other.activates, other.retires, other.ends])
    .filter((time) => time > life.activates && time < until)
  const edges = [...new Set([life.activates, ...cuts, until])].sort((one, other) => one - other)
  const spells: Spell[] = []
  for (const [index, from] of edges.slice(0, -1).entries()) {
    const to = edges[index + 1] ?? until
    const phase = !life.isOurs || signerAt(lives, algorithm, from)?.id === life.id ? 'signs' : 'standby'
    const last = spells.at(-1)
    if (last?.phase === phase) last.to = to
    else spells.push({ phase, from, to })
  }
  return spells
}

/**
 * The key that the server signs with at `time`: of those in use the newest of the policy's
 * algorithm, else the newest of any.
 */
export function signerAt(lives: readonly Life[], algorithm: KeyAlgorithm, time: number): Life | undefined {
  const usable = lives.filter(
    (life) => life.isOurs && life.activates <= time && time < Math.min(life.retires, life.ends),
  )
  const preferred = usable.filter((life) => life.algorithm === algorithm)
  return newest(preferred.length > 0 ? preferred : usable)
}

/** Identifiers are UUIDs of version 7: a later one is greater. */
function newest(lives: Life[]): Life | undefined {
  return lives.reduce<Life | undefined>((best, life) => {
    if (!best) return life
    if (life.activates !== best.activates) return life.activates > best.activates ? life : best
    return life.id > best.id ? life : best
  }, undefined)
}
