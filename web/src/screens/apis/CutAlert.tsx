import { Alert, List, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from 'urql'

import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import { TextLink } from '../../ui/links'
import { losses } from './scopes'

const HoldersDocument = graphql(`
  query ScopeHolders($apiId: ID!) {
    node(id: $apiId) {
      __typename
      id
      ... on Api {
        grants(first: 100) {
          nodes {
            id
            scopes
            application {
              id
              name
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  }
`)

/** As many holders as are named; of the others there is only the number. */
const NAMED = 5

/** Says who loses what when scopes are removed. */
export function CutAlert({ apiId, removed }: { apiId: string; removed: string[] }) {
  const { slug } = useProject()
  const [{ data }] = useQuery({ query: HoldersDocument, variables: { apiId } })
  if (data?.node?.__typename !== 'Api') return null
  const { nodes, pageInfo } = data.node.grants
  const losing = losses(nodes, removed)
  const more = losing.length - NAMED
  return (
    <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={titleOf(removed)} role="status">
      <Text size="sm">
        Removed scopes disappear from every grant at once, and adding a scope of the same name later does not restore
        them. Gateways refuse routes that require a removed scope, even with tokens that are already issued.
      </Text>
      {losing.length === 0 && !pageInfo.hasNextPage && (
        <Text size="sm" mt="xs">
          No grant has it now.
        </Text>
      )}
      {losing.length > 0 && (
        <List size="sm" mt="xs">
          {losing.slice(0, NAMED).map(({ application: { id, name }, scopes }) => (
            <List.Item key={id}>
              <TextLink
                to="/projects/$slug/applications/$applicationId"
                params={{ slug, applicationId: id }}
                size="sm"
                c="inherit"
                underline="always"
              >
                {name}
              </TextLink>{' '}
              loses <span className="mono">{scopes.join(', ')}</span>
            </List.Item>
          ))}
          {more > 0 && <List.Item>and {more} more</List.Item>}
        </List>
      )}
      {pageInfo.hasNextPage && (
        <Text size="sm" mt="xs">
          The API has more than 100 grants; only the newest 100 are checked here.
        </Text>
      )}
    </Alert>
  )
}

function titleOf(removed: string[]): string {
  return removed.length === 1 ? `${removed[0] ?? ''} is removed` : `${removed.length} scopes are removed`
}
