import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'

// Apart from the list: counting a hundred thousand takes longer than reading a page.
const ProjectCountDocument = graphql(`
  query ProjectCount($search: String) {
    projects(first: 1, search: $search) {
      totalCount
    }
  }
`)

/** How many projects the search leaves; undefined until it is known. */
export function useProjectCount(search: string): number | undefined {
  const [{ data }] = useQuery({ query: ProjectCountDocument, variables: { search: search === '' ? null : search } })
  return data?.projects.totalCount
}
