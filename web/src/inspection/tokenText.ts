/**
 * The token in what was pasted: an `Authorization` header, `Bearer …`, or the token itself, with
 * the line breaks that terminals and mails put in.
 */
export function tokenOf(pasted: string): string {
  return pasted
    .trim()
    .replace(/^['"]?(authorization\s*:\s*)?(bearer\s+)?/i, '')
    .replaceAll(/[\s'"]/g, '')
}
