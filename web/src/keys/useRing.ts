import { useEffect, useEffectEvent } from 'react'
import { useQuery } from 'urql'
import type { CombinedError } from 'urql'

import { graphql } from '../graphql/generated'
import { useNow } from '../ui/useNow'
import type { KeyFieldsFragment } from './keyFields'
import { isStale } from './stale'

const RingDocument = graphql(`
  query Ring($projectId: ID!) {
    node(id: $projectId) {
      __typename
      id
      ... on Project {
        currentSigningKey {
          ...KeyFields
        }
        nextRotationAt
        usable: signingKeys(first: 20, states: [PENDING, ACTIVE, RETIRING]) {
          nodes {
            ...KeyFields
          }
          totalCount
        }
        over: signingKeys(first: 5, states: [EXPIRED, REVOKED]) {
          nodes {
            ...KeyFields
          }
        }
      }
    }
  }
`)

/** The signing keys of a project, together. */
export interface Ring {
  /** Undefined until the first answer. */
  keys: KeyFieldsFragment[] | undefined
  /** Usable keys that `keys` does not have, since they are so many. */
  more: number
  /** The key that the server signs with; null where none can. */
  signer: KeyFieldsFragment | null | undefined
  /** When the next key takes over by itself, as far as is known. */
  nextRotationAt: string | null
  error: CombinedError | undefined
}

/** What the picture of a project's signing keys needs; asked again when a date of theirs passes. */
export function useRing(projectId: string): Ring {
  const [{ data, error }, ask] = useQuery({ query: RingDocument, variables: { projectId } })
  const project = data?.node?.__typename === 'Project' ? data.node : undefined
  const keys = project && [...project.usable.nodes, ...project.over.nodes]
  const now = useNow()
  const hasStale = keys?.some((key) => isStale(key, now)) ?? false
  const askAgain = useEffectEvent(() => ask({ requestPolicy: 'network-only' }))
  useEffect(() => {
    // With each tick of the clock, until the server's clock has come to that date too.
    if (hasStale) askAgain()
  }, [hasStale, now])
  return {
    keys,
    more: project ? project.usable.totalCount - project.usable.nodes.length : 0,
    signer: project?.currentSigningKey,
    nextRotationAt: project?.nextRotationAt ?? null,
    error,
  }
}
