import type { ClaimMatch } from '../graphql/generated/graphql'

/** A condition on a claim of a token. */
export interface ClaimRule {
  /** A name, or a JSON Pointer, which begins with `/`. */
  claim: string
  match: ClaimMatch
  values: string[]
}

/** How a claim is compared, in the middle of a sentence. */
export const MATCHES: Record<ClaimMatch, string> = {
  EXACT: 'is',
  ONE_OF: 'is one of',
  PREFIX: 'begins with',
}

/** The ways to compare in the order in which they are offered. */
export const MATCH_ORDER: readonly ClaimMatch[] = ['EXACT', 'ONE_OF', 'PREFIX']

/** A condition in words: `repository_id is 17`. */
export function ruleWords({ claim, match, values }: ClaimRule): string {
  return `${claim} ${MATCHES[match]} ${values.join(', ')}`
}
