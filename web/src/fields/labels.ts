import type { Label } from './field'

/** A label as text: `team=billing`. */
export function labelText({ key, value }: Label): string {
  return `${key}=${value}`
}

/** The label of a text; a text without `=` is a key without a value. */
export function labelOf(text: string): Label {
  const [key = '', ...rest] = text.trim().split('=')
  return { key: key.trim(), value: rest.join('=').trim() }
}

/** The lines that a key becomes as it is typed: `team=billing` is a pair, and several of them are several lines. */
export function pairsOf(key: string, value: string): Label[] {
  if (!key.includes('=')) return [{ key, value }]
  const words = key.trim().split(/[\s,]+/)
  if (words.length > 1 && words.every((word) => word.includes('='))) return words.map(labelOf)
  const pair = labelOf(key)
  return [pair.value === '' ? { key: pair.key, value } : pair]
}
