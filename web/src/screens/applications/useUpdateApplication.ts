import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'

const UpdateApplicationDocument = graphql(`
  mutation UpdateApplication($input: UpdateApplicationInput!) {
    updateApplication(input: $input) {
      application {
        ...ApplicationFields
      }
    }
  }
`)

/** Changes an application. An absent field stays. */
export function useUpdateApplication() {
  return useMutation(UpdateApplicationDocument)
}
