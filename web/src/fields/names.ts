/** Names that were typed or pasted with blanks between them, each once. */
export function splitNames(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.split(/\s+/)).filter((name) => name !== ''))]
}
