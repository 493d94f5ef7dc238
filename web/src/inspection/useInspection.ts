import { useQuery } from 'urql'

import { graphql } from '../graphql/generated'
import type { InspectTokenInput } from '../graphql/generated/graphql'

const InspectDocument = graphql(`
  query InspectToken($input: InspectTokenInput!) {
    inspectToken(input: $input) {
      ...InspectionFields
    }
  }

  fragment InspectionFields on TokenInspection {
    verdict
    kind
    reason
    header
    claims
    application {
      id
    }
    key {
      id
      state
      ...DestinationFields
    }
    checks {
      name
      status
      expected
      found
      detail
    }
  }
`)

/** What became of a token under every check; asked again at each call of the second function. */
export function useInspection(input: InspectTokenInput) {
  return useQuery({
    query: InspectDocument,
    variables: { input },
    // The verdict depends on the time; and no token stays behind in a cache.
    requestPolicy: 'network-only',
    pause: input.token === '',
  })
}
