import { graphql } from '../graphql/generated'
import type { KeyFieldsFragment } from './keyFields'
import { usePages } from '../ui/usePages'
import type { Pages } from '../ui/usePages'
import type { KeyState } from '../graphql/generated/graphql'
import type { KeyOwner } from './owner'

const KeysDocument = graphql(`
  query Keys(
    $owner: ID!
    $isInstance: Boolean!
    $isAdmin: Boolean!
    $states: [KeyState!]
    $first: Int!
    $after: String
  ) {
    adminKeys(states: $states, first: $first, after: $after) @include(if: $isInstance) {
      ...KeyPage
    }
    node(id: $owner) @skip(if: $isInstance) {
      __typename
      id
      ... on Project {
        adminKeys(states: $states, first: $first, after: $after) @include(if: $isAdmin) {
          ...KeyPage
        }
        signingKeys(states: $states, first: $first, after: $after) @skip(if: $isAdmin) {
          ...KeyPage
        }
      }
      ... on Application {
        keys(states: $states, first: $first, after: $after) {
          ...KeyPage
        }
      }
    }
  }

  fragment KeyPage on KeyConnection {
    nodes {
      ...KeyFields
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`)

/** The keys of an owner, newest first, page by page. No states: all of them. */
export function useKeys(owner: KeyOwner, states: KeyState[] | null): Pages<KeyFieldsFragment> {
  return usePages({
    query: KeysDocument,
    variables: {
      owner: ownerId(owner),
      isInstance: owner.kind === 'instance',
      isAdmin: owner.kind === 'project',
      states,
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
