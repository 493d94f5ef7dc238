import { useQuery } from 'urql'

import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import { WebhookScreen } from './WebhookScreen'

const ProjectWebhooksDocument = graphql(`
  query ProjectWebhooks($projectId: ID!) {
    node(id: $projectId) {
      __typename
      id
      ... on Project {
        webhooks(first: 100) {
          nodes {
            ...WebhookFields
          }
        }
      }
    }
  }
`)

/** The webhooks of the project of the address. */
export function ProjectWebhooks() {
  const { id } = useProject()
  const [{ data, error }] = useQuery({ query: ProjectWebhooksDocument, variables: { projectId: id } })
  const webhooks = data?.node?.__typename === 'Project' ? data.node.webhooks.nodes : undefined
  return (
    <WebhookScreen
      title="Webhooks"
      description="URLs that receive this project’s events as they happen."
      projectId={id}
      permission="PROJECT_WRITE"
      webhooks={webhooks}
      error={error}
    />
  )
}
