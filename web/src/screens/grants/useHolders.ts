import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import type { GrantMatrixQuery } from '../../graphql/generated/graphql'
import { usePages } from '../../ui/usePages'
import type { Pages } from '../../ui/usePages'

const GrantMatrixDocument = graphql(`
  query GrantMatrix($slug: String!, $search: String, $first: Int!, $after: String) {
    project(slug: $slug) {
      id
      applications(search: $search, first: $first, after: $after) {
        nodes {
          id
          name
          type
          enabled
          grants(first: 100) {
            nodes {
              id
              scopes
              api {
                id
              }
            }
            pageInfo {
              hasNextPage
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`)

/** An application with what it may use. */
export type Holder = NonNullable<GrantMatrixQuery['project']>['applications']['nodes'][number]

/** The project's applications that can hold grants, page by page. */
export function useHolders(search: string): Pages<Holder> {
  const { slug } = useProject()
  const pages = usePages({
    query: GrantMatrixDocument,
    variables: { slug, search: search === '' ? null : search },
    connection: ({ project }) => project?.applications,
    // Within the cost of a query, with 100 grants each.
    pageSize: 25,
  })
  return { ...pages, items: pages.items?.filter(({ type }) => type === 'SERVICE') }
}
