import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'

const UpdateApiDocument = graphql(`
  mutation UpdateApi($input: UpdateApiInput!) {
    updateApi(input: $input) {
      api {
        ...ApiFields
      }
    }
  }
`)

/** Changes an API. An absent field stays. */
export function useUpdateApi() {
  return useMutation(UpdateApiDocument)
}
