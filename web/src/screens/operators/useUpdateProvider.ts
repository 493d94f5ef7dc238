import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'

const UpdateProviderDocument = graphql(`
  mutation UpdateOperatorIssuer($input: UpdateOperatorIssuerInput!) {
    updateOperatorIssuer(input: $input) {
      operatorIssuer {
        ...ProviderFields
      }
    }
  }
`)

/** Changes a provider. An absent field stays. */
export function useUpdateProvider() {
  return useMutation(UpdateProviderDocument)
}
