import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'

const UpdateIdentityDocument = graphql(`
  mutation UpdateFederatedIdentity($input: UpdateFederatedIdentityInput!) {
    updateFederatedIdentity(input: $input) {
      federatedIdentity {
        ...IdentityFields
      }
    }
  }
`)

/** Changes a federated identity. An absent field stays. */
export function useUpdateIdentity() {
  return useMutation(UpdateIdentityDocument)
}
