import { graphql } from '../../graphql/generated'

graphql(`
  fragment ApplicationFields on Application {
    id
    clientId
    name
    description
    owner
    labels {
      key
      value
    }
    type
    authMethod
    enabled
    accessTokenFormat
    accessTokenLifetimeSeconds
    tokensPerMinute
    allowAnySubject
    allowTokenEndpointAudience
    assertionAudiences
    allowedClaims
    federatedGrants
    federatedClaim
    externalId
    clientIdAliases
    createdAt
    updatedAt
    clientSecrets {
      id
      name
      createdAt
      expiresAt
      lastUsedAt
    }
  }
`)

/** An application as its screen shows it. */
export type { ApplicationFieldsFragment as Application } from '../../graphql/generated/graphql'
