import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'
import { enabledOf } from '../../list/orders'
import { useListAddress } from '../../list/useListAddress'
import { useViewer } from '../../session/useSession'
import { NotFound } from '../../ui/NotFound'
import { WebhookScreen } from './WebhookScreen'

const InstanceWebhooksDocument = graphql(`
  query InstanceWebhooks($search: String, $enabled: Boolean) {
    webhooks(first: 100, search: $search, enabled: $enabled) {
      nodes {
        ...WebhookFields
      }
    }
  }
`)

/** The webhooks of the instance. */
export function InstanceWebhooks() {
  const { scope } = useViewer()
  const isInstance = scope === 'INSTANCE'
  const [address] = useListAddress()
  const [{ data, error }] = useQuery({
    query: InstanceWebhooksDocument,
    variables: { search: address.search ?? null, enabled: enabledOf(address) },
    pause: !isInstance,
  })
  if (!isInstance) return <NotFound />
  return (
    <WebhookScreen
      title="Instance webhooks"
      description="URLs that receive the events of the instance: projects and instance keys. Each project has webhooks of its own."
      permission="INSTANCE_WRITE"
      webhooks={data?.webhooks.nodes}
      error={error}
    />
  )
}
