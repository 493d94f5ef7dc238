import { graphql } from '../graphql/generated'

graphql(`
  fragment IssuerFields on TrustedIssuer {
    id
    name
    preset
    issuer
    trustDomain
    keySource
    discoveryUrl
    jwksUri
    jwks
    caCertificate
    algorithms
    audience
    allowSharedAudience
    sharedAudienceReason
    singleUse
    maxAgeSeconds
    enabled
    expiresAt
    createdAt
    fetchedAt
    lastError
    keyIds
  }

  fragment IdentityFields on FederatedIdentity {
    id
    name
    enabled
    expiresAt
    createdAt
    lastUsedAt
    rules {
      claim
      match
      values
    }
    trustedIssuer {
      ...IssuerFields
    }
  }
`)

/** A trusted issuer, as its screen shows it. */
export type { IssuerFieldsFragment as Issuer } from '../graphql/generated/graphql'
/** A federated identity, as its application shows it. */
export type { IdentityFieldsFragment as Identity } from '../graphql/generated/graphql'
