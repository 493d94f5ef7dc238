import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'

const UpdateIssuerDocument = graphql(`
  mutation UpdateTrustedIssuer($input: UpdateTrustedIssuerInput!) {
    updateTrustedIssuer(input: $input) {
      trustedIssuer {
        ...IssuerFields
      }
    }
  }
`)

/** Changes a trusted issuer. An absent field stays. */
export function useUpdateIssuer() {
  return useMutation(UpdateIssuerDocument)
}
