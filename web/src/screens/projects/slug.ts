const LONGEST = 32
/** Below this the server calls it malformed; while typing that is no news. */
export const SHORTEST_SLUG = 3

/** A slug that says the name: `Übersee Handel GmbH` is `ubersee-handel-gmbh`. */
export function slugFromName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '')
}
