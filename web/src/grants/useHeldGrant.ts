import { useQuery } from 'urql'

import { graphql } from '../graphql/generated'
import type { HeldGrant } from './fields'

const HeldGrantsDocument = graphql(`
  query HeldGrants($applicationId: ID!) {
    node(id: $applicationId) {
      __typename
      id
      ... on Application {
        grants(first: 100) {
          nodes {
            id
            scopes
            api {
              id
            }
          }
        }
      }
    }
  }
`)

/**
 * The grant that an application holds for an API, among its newest hundred: null where there is
 * none, undefined while that is not known.
 */
export function useHeldGrant(
  applicationId: string | undefined,
  apiId: string | undefined,
): HeldGrant | null | undefined {
  const [{ data }] = useQuery({
    query: HeldGrantsDocument,
    variables: { applicationId: applicationId ?? '' },
    pause: applicationId === undefined || apiId === undefined,
  })
  if (data?.node?.__typename !== 'Application' || data.node.id !== applicationId) return undefined
  return data.node.grants.nodes.find(({ api }) => api.id === apiId) ?? null
}
