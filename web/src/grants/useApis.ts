import { useEffect, useEffectEvent } from 'react'
import type { CombinedError } from 'urql'

import { useProject } from '../app/project'
import { graphql } from '../graphql/generated'
import type { ApiChoicesQuery } from '../graphql/generated/graphql'
import { usePages } from '../ui/usePages'

const ApiChoicesDocument = graphql(`
  query ApiChoices($slug: String!, $first: Int!, $after: String) {
    project(slug: $slug) {
      id
      apis(first: $first, after: $after) {
        nodes {
          id
          name
          identifier
          scopes
          enabled
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`)

/** An API of the project, for a choice or a column. */
export type ApiChoice = NonNullable<ApiChoicesQuery['project']>['apis']['nodes'][number]

/** All APIs of the project, page after page: they are dozens, not thousands. Undefined until the first page. */
export function useApis(): { apis: ApiChoice[] | undefined; error: CombinedError | undefined } {
  const { slug } = useProject()
  const { items, hasMore, isLoadingMore, error, loadMore } = usePages({
    query: ApiChoicesDocument,
    variables: { slug },
    connection: ({ project }) => project?.apis,
  })
  const next = useEffectEvent(loadMore)
  const isWaiting = hasMore && !isLoadingMore && error === undefined
  useEffect(() => {
    if (isWaiting) next()
  }, [isWaiting])
  return { apis: items, error }
}
