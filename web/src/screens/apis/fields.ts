import { graphql } from '../../graphql/generated'

graphql(`
  fragment ApiFields on Api {
    id
    name
    description
    externalId
    identifier
    scopes
    accepts
    enabled
    verifyEndpoint
    resourceMetadataEndpoint
    createdAt
    updatedAt
    resourceServer {
      id
      name
    }
  }
`)

/** An API as its screen shows it. */
export type { ApiFieldsFragment as Api } from '../../graphql/generated/graphql'
