import { useMutation } from 'urql'

import { graphql } from '../graphql/generated'

const GrantApiDocument = graphql(`
  mutation GrantApi($input: GrantApiInput!) {
    grantApi(input: $input) {
      grant {
        ...GrantFields
      }
    }
  }
`)

const RevokeGrantDocument = graphql(`
  mutation RevokeGrant($input: RevokeGrantInput!) {
    revokeGrant(input: $input) {
      deletedId
    }
  }
`)

/** Sets a grant; again with other scopes replaces them. */
export function useGrantApi() {
  return useMutation(GrantApiDocument)
}

/** Takes a grant away. */
export function useRevokeGrant() {
  return useMutation(RevokeGrantDocument)
}
