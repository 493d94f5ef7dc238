/** The units that people choose lifetimes in, the largest first. */
export const UNITS = [
  { unit: 'days', seconds: 86_400 },
  { unit: 'hours', seconds: 3600 },
  { unit: 'minutes', seconds: 60 },
  { unit: 'seconds', seconds: 1 },
] as const

/** A unit of lifetimes. */
export type Unit = (typeof UNITS)[number]['unit']

/** The largest unit in which a number of seconds is whole: 5400 are 90 minutes. */
export function unitOf(seconds: number): Unit {
  if (seconds === 0) return 'seconds'
  return UNITS.find((unit) => seconds % unit.seconds === 0)?.unit ?? 'seconds'
}

/** How many seconds one of the unit has. */
export function secondsOf(unit: Unit): number {
  return UNITS.find((known) => known.unit === unit)?.seconds ?? 1
}

/** In words: `1 day`, `90 minutes`. */
export function durationInWords(seconds: number): string {
  const unit = unitOf(seconds)
  const count = seconds / secondsOf(unit)
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`
}

/** A sentence about seconds in the units that forms ask for: `900 to 7776000` are 15 minutes to 90 days. */
export function withDurations(text: string): string {
  return text.replaceAll(/\b\d{2,}( seconds| s)?\b/g, (seconds) => durationInWords(Number.parseInt(seconds, 10)))
}
