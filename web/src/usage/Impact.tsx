import { Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from 'urql'

import { graphql } from '../graphql/generated'
import { useNow } from '../ui/useNow'
import { rangeOf, totalOf } from './points'
import { callsOf, lastUseOf } from './words'

const ImpactDocument = graphql(`
  query Impact($id: ID!) {
    impactOfRevoking(id: $id) {
      acceptedLast24Hours
      lastUsedAt
      lastSourceAddress
      applications {
        id
        name
      }
      apis {
        id
        name
      }
    }
  }
`)

const ApiUseDocument = graphql(`
  query ApiUse($id: ID!, $from: DateTime!, $to: DateTime!) {
    node(id: $id) {
      __typename
      id
      ... on Api {
        usage(from: $from, to: $to) {
          at
          accepted
          refused
        }
      }
    }
  }
`)

/** Names in a sentence; beyond five, how many more there are. */
function listed(names: readonly string[]): string {
  const more = names.length - 5
  return more > 0 ? `${names.slice(0, 5).join(', ')} and ${more} more` : names.join(', ')
}

/** Who uses a key, a secret, a trusted issuer, an application or a grant, as the server says when a dialog opens. */
export function Impact({ id, ofMany = false }: { id: string; ofMany?: boolean }) {
  const now = useNow()
  const [{ data, error }] = useQuery({ query: ImpactDocument, variables: { id }, requestPolicy: 'network-only' })
  // The dialog can be used without it.
  if (error) return null
  if (!data) return <Skeleton h={18} aria-busy="true" />
  const { impactOfRevoking: impact } = data
  return (
    <Stack gap={2} role="note" aria-label="Usage">
      <Text size="sm" fw={600}>
        {lastUseOf(impact, now)}
      </Text>
      {ofMany && impact.applications.length > 0 && (
        <Text size="sm">Applications with calls: {listed(impact.applications.map(({ name }) => name))}.</Text>
      )}
      {impact.apis.length > 0 && <Text size="sm">APIs: {listed(impact.apis.map(({ name }) => name))}.</Text>}
    </Stack>
  )
}

/** How often an API was called, when a dialog opens. */
export function ApiUse({ id }: { id: string }) {
  const { from, to } = rangeOf('day', useNow())
  const [{ data }] = useQuery({ query: ApiUseDocument, variables: { id, from, to }, requestPolicy: 'network-only' })
  if (data?.node?.__typename !== 'Api') return null
  const { accepted } = totalOf(data.node.usage)
  return (
    <Text size="sm" fw={600} role="note" aria-label="Usage">
      {accepted === 0 ? 'Not used in the last 24 hours.' : `${callsOf(accepted)} in the last 24 hours.`}
    </Text>
  )
}
