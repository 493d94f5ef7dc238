/** Those of the old scopes that are not among the new ones. */
export function removedScopes(before: readonly string[], after: readonly string[]): string[] {
  return before.filter((name) => !after.includes(name))
}

/** Whether two lists of scopes are the same in the same order. */
export function sameScopes(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, index) => other[index] === name)
}

interface Holder {
  scopes: readonly string[]
  application: { id: string; name: string }
}

/** The holders of grants that lose something when these scopes go, and what. */
export function losses(grants: readonly Holder[], removed: readonly string[]) {
  return grants
    .map(({ application, scopes }) => ({ application, scopes: scopes.filter((name) => removed.includes(name)) }))
    .filter(({ scopes }) => scopes.length > 0)
}
