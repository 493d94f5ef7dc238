import { useQuery } from 'urql'

import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import { enabledOf } from '../../list/orders'
import { useListAddress } from '../../list/useListAddress'
import { WebhookScreen } from './WebhookScreen'

const ProjectWebhooksDocument = graphql(`
  query ProjectWebhooks($projectId: ID!, $search: String, $enabled: Boolean) {
    node(id: $projectId) {
      __typename
      id
      ... on Project {
        webhooks(first: 100, search: $search, enabled: $enabled) {
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
  const [address] = useListAddress()
  const [{ data, error }] = useQuery({
    query: ProjectWebhooksDocument,
    variables: { projectId: id, search: address.search ?? null, enabled: enabledOf(address) },
  })
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
