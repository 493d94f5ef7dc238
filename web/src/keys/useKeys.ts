import { graphql } from '../graphql/generated'
import type { KeyFieldsFragment } from './keyFields'
import { usePages } from '../ui/usePages'
import type { Pages } from '../ui/usePages'
import type { KeyFilter, KeyState, ListOrder } from '../graphql/generated/graphql'
import type { KeyOwner } from './owner'

const KeysDocument = graphql(`
  query Keys(
    $owner: ID!
    $isInstance: Boolean!
    $isAdmin: Boolean!
    $states: [KeyState!]
    $filter: KeyFilter
    $orderBy: ListOrder
    $first: Int!
    $after: String
  ) {
    adminKeys(states: $states, filter: $filter, orderBy: $orderBy, first: $first, after: $after)
      @include(if: $isInstance) {
      ...KeyPage
    }
    node(id: $owner) @skip(if: $isInstance) {
      __typename
      id
      ... on Project {
        adminKeys(states: $states, filter: $filter, orderBy: $orderBy, first: $first, after: $after)
          @include(if: $isAdmin) {
          ...KeyPage
        }
        signingKeys(states: $states, filter: $filter, orderBy: $orderBy, first: $first, after: $after)
          @skip(if: $isAdmin) {
          ...KeyPage
        }
      }
      ... on Application {
        keys(states: $states, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
          ...KeyPage
        }
      }
    }
  }

  fragment KeyPage on KeyConnection {
    totalCount
    nodes {
      ...KeyFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`)

/** What is asked of an owner's keys. */
interface KeysWanted {
  /** Null: all of them. */
  states: KeyState[] | null
  filter: KeyFilter
  orderBy: ListOrder
}

/** The keys of an owner, page by page. */
export function useKeys(owner: KeyOwner, wanted: KeysWanted): Pages<KeyFieldsFragment> {
  return usePages({
    query: KeysDocument,
    variables: {
      owner: ownerId(owner),
      isInstance: owner.kind === 'instance',
      isAdmin: owner.kind === 'project',
      ...wanted,
    },
    connection: ({ adminKeys, node }) => {
      if (adminKeys) return adminKeys
      switch (node?.__typename) {
        case 'Project':
          return node.adminKeys ?? node.signingKeys
        case 'Application':
          return node.keys
        default:
          return null
      }
    },
  })
}

function ownerId(owner: KeyOwner): string {
  switch (owner.kind) {
    case 'instance':
      return ''
    case 'project':
    case 'signing':
      return owner.projectId
    case 'application':
      return owner.applicationId
  }
}
