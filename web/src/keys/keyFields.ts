import { graphql } from '../graphql/generated'

/** What tables and drawers of keys show: spread it as `...KeyFields`. */
graphql(`
  fragment KeyFields on Key {
    id
    kid
    name
    purpose
    algorithm
    state
    custody
    origin
    privateKeyRetained
    createdByKid
    createdAt
    activatesAt
    retiresAt
    expiresAt
    revokedAt
    lastUsedAt
    permissions
    predecessor {
      id
      kid
    }
    successor {
      id
      kid
    }
  }
`)

export type { KeyFieldsFragment } from '../graphql/generated/graphql'
