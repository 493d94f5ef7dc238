import { graphql } from '../graphql/generated'

graphql(`
  fragment GrantFields on Grant {
    id
    scopes
    createdAt
    application {
      id
      name
      enabled
    }
    api {
      id
      name
      scopes
      enabled
    }
  }
`)

/** A grant as lists show it. */
export type { GrantFieldsFragment as Grant } from '../graphql/generated/graphql'

/** As much of an API as a grant for it needs. */
export interface GrantedApi {
  id: string
  name: string
  scopes: string[]
}

/** As much of a grant as changing it needs. */
export interface HeldGrant {
  id: string
  scopes: string[]
}

/** What a dialog grants: what is null is chosen in it. */
export interface GrantTarget {
  application: { id: string; name: string } | null
  api: GrantedApi | null
  /** The grant that there is. */
  grant: HeldGrant | null
}
