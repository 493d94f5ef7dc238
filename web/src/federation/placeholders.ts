const PLACEHOLDER = /<([a-z][a-z0-9-]*)>/g

/** A text with its placeholders, such as `<owner-id>`, filled as far as they have values. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(PLACEHOLDER, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? (values[name] ?? '').trim() : ''
    return value === '' ? whole : value
  })
}

/** The names of the placeholders of some texts, each once. */
export function placeholdersOf(texts: readonly (string | null)[]): Set<string> {
  return new Set(texts.flatMap((text) => [...(text ?? '').matchAll(PLACEHOLDER)].map(([, name = '']) => name)))
}

/** What the placeholders of a pattern stand for in a text; null where the text does not fit. Each stands for a segment of a path. */
export function read(pattern: string, text: string): Record<string, string> | null {
  const names: string[] = []
  const source = pattern
    .split(/(<[a-z][a-z0-9-]*>)/)
    .map((part) => {
      if (!/^<.+>$/.test(part)) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
      names.push(part.slice(1, -1))
      return '([^/]+)'
    })
    .join('')
  const found = new RegExp(`^${source}$`).exec(text)
  return found && Object.fromEntries(names.map((name, place) => [name, found[place + 1] ?? '']))
}
