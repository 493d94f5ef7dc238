import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'

// Apart from the list: counting a hundred thousand takes longer than reading fifty.
const ProjectCountDocument = graphql(`
  query ProjectCount($search: String) {
    projects(first: 1, search: $search) {
      totalCount
    }
  }
`)

const NUMBER = new Intl.NumberFormat()

/** `1,204 projects` */
export function ProjectCount({ search }: { search: string }) {
  const [{ data }] = useQuery({ query: ProjectCountDocument, variables: { search: search === '' ? null : search } })
  if (!data) return null
  const { totalCount } = data.projects
  return (
    <>
      {NUMBER.format(totalCount)} {totalCount === 1 ? 'project' : 'projects'}
    </>
  )
}
