import { useQuery } from 'urql'

import { graphql } from '../graphql/generated'
import { useViewer } from '../session/useSession'

const ActorsDocument = graphql(`
  query AuditActors($projectId: ID!, $ofProject: Boolean!, $ofInstance: Boolean!) {
    node(id: $projectId) @include(if: $ofProject) {
      __typename
      id
      ... on Project {
        adminKeys(first: 100) {
          nodes {
            ...ActorFields
          }
        }
      }
    }
    adminKeys(first: 100) @include(if: $ofInstance) {
      nodes {
        ...ActorFields
      }
    }
  }

  fragment ActorFields on Key {
    id
    kid
    name
  }
`)

/** An admin key that can be an actor. */
export interface Actor {
  id: string
  kid: string
  name: string
}

/**
 * The newest admin keys that can act in a project, or on the instance, by ID: the project's
 * own, and those of the instance if the viewer has access to them. Empty until they are loaded.
 */
export function useActors(projectId: string | undefined): ReadonlyMap<string, Actor> {
  const { scope } = useViewer()
  const [{ data }] = useQuery({
    query: ActorsDocument,
    variables: {
      projectId: projectId ?? '',
      ofProject: projectId !== undefined,
      ofInstance: scope === 'INSTANCE',
    },
  })
  const ofProject = data?.node?.__typename === 'Project' ? data.node.adminKeys.nodes : []
  const keys = [...ofProject, ...(data?.adminKeys?.nodes ?? [])]
  return new Map(keys.map((key) => [key.id, key]))
}
