import { graphql } from '../../graphql/generated'

graphql(`
  fragment ProviderRow on OperatorIssuer {
    id
    name
    issuer
    enabled
    lastError
    rules {
      id
    }
  }

  fragment ProviderFields on OperatorIssuer {
    id
    name
    issuer
    clientId
    scopes
    caCertificate
    sessionLengthSeconds
    idleSeconds
    enabled
    redirectUri
    createdAt
    fetchedAt
    lastError
    keyIds
    rules {
      ...OperatorRuleFields
    }
  }

  fragment OperatorRuleFields on OperatorRule {
    id
    name
    claimRules {
      claim
      match
      values
    }
    permissions
    project {
      id
      slug
      name
    }
    enabled
    expiresAt
  }

  fragment OperatorSessionFields on OperatorSession {
    id
    subject
    displayName
    email
    createdAt
    authenticatedAt
    lastUsedAt
    expiresAt
    endedAt
    rule {
      id
      name
    }
  }

  fragment OperatorBlockFields on OperatorBlock {
    id
    subject
    reason
    createdAt
  }
`)

/** A provider by which operators sign in, as the list shows it: without the conditions of its rules, which cost more than a query may. */
export type { ProviderRowFragment as ProviderRow } from '../../graphql/generated/graphql'
/** The same as its screen shows it. */
export type { ProviderFieldsFragment as Provider } from '../../graphql/generated/graphql'
export type { OperatorRuleFieldsFragment as Rule } from '../../graphql/generated/graphql'
export type { OperatorSessionFieldsFragment as SessionRow } from '../../graphql/generated/graphql'
export type { OperatorBlockFieldsFragment as Block } from '../../graphql/generated/graphql'
