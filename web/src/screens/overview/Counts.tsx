import { Group, Text } from '@mantine/core'
import { useQuery } from 'urql'

import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import { TextLink } from '../../ui/links'
import { numberOf } from '../../usage/words'

const CountsDocument = graphql(`
  query ProjectCounts($slug: String!) {
    project(slug: $slug) {
      id
      applications(first: 1) {
        totalCount
      }
      apis(first: 1) {
        totalCount
      }
      grants(first: 1) {
        totalCount
      }
      trustedIssuers(first: 1) {
        totalCount
      }
    }
  }
`)

/** How much the project has of what, each with its screen. Nothing until it is known, and while there is nothing. */
export function Counts() {
  const { slug } = useProject()
  const [{ data }] = useQuery({ query: CountsDocument, variables: { slug } })
  if (!data?.project) return null
  const { applications, apis, grants, trustedIssuers } = data.project
  const counts = [
    { count: applications.totalCount, one: 'application', many: 'applications', to: '/projects/$slug/applications' },
    { count: apis.totalCount, one: 'API', many: 'APIs', to: '/projects/$slug/apis' },
    { count: grants.totalCount, one: 'grant', many: 'grants', to: '/projects/$slug/grants' },
    {
      count: trustedIssuers.totalCount,
      one: 'trusted issuer',
      many: 'trusted issuers',
      to: '/projects/$slug/issuers',
    },
  ] as const
  const held = counts.filter(({ count }) => count > 0)
  if (held.length === 0) return null
  return (
    <Group gap="lg" component="nav" aria-label="In this project">
      {held.map(({ count, one, many, to }) => (
        <TextLink key={one} to={to} params={{ slug }} c="inherit" underline="hover">
          <Text span inherit fw={600}>
            {numberOf(count)}
          </Text>{' '}
          <Text span size="sm" c="dimmed">
            {count === 1 ? one : many}
          </Text>
        </TextLink>
      ))}
    </Group>
  )
}
