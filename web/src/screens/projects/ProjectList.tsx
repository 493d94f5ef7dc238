import { IconStack2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { graphql } from '../../graphql/generated'
import type { ProjectsQuery } from '../../graphql/generated/graphql'
import { List } from '../../list/List'
import { orderOf } from '../../list/orders'
import { PROJECT_LIST } from '../../list/specs'
import { useListAddress } from '../../list/useListAddress'
import { Cell } from '../../ui/Cell'
import { DateTime } from '../../ui/DateTime'
import { EmptyState } from '../../ui/EmptyState'
import type { Column } from '../../ui/VirtualTable'
import { TextLink } from '../../ui/links'
import { usePages } from '../../ui/usePages'
import { useProjectCount } from './useProjectCount'

const ProjectsDocument = graphql(`
  query Projects($first: Int!, $after: String, $search: String, $orderBy: ListOrder) {
    projects(first: $first, after: $after, search: $search, orderBy: $orderBy) {
      nodes {
        id
        slug
        name
        createdAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

type Row = ProjectsQuery['projects']['nodes'][number]

const COLUMNS: Column<Row>[] = [
  {
    header: 'Name',
    width: '3fr',
    cell: ({ slug, name }) => (
      <TextLink to="/projects/$slug" params={{ slug }} className="row-link" fw={500} lineClamp={2}>
        {name}
      </TextLink>
    ),
  },
  { header: 'Slug', width: '2fr', cell: ({ slug }) => <span className="mono">{slug}</span> },
  {
    header: 'Created',
    width: '10rem',
    cell: ({ createdAt }) => (
      <Cell name="Created" isDimmed>
        <DateTime value={createdAt} relative />
      </Cell>
    ),
  },
]

/** The projects; `create` is the button for a first one. */
export function ProjectList({ create }: { create: ReactNode }) {
  const [address, change] = useListAddress()
  const { search = '' } = address
  const pages = usePages({
    query: ProjectsDocument,
    variables: { search: search === '' ? null : search, orderBy: orderOf(PROJECT_LIST, address) },
    connection: ({ projects }) => projects,
  })
  const total = useProjectCount(search)
  return (
    <List
      label="Projects"
      noun="project"
      spec={PROJECT_LIST}
      address={address}
      onChange={change}
      pages={{ ...pages, total }}
      columns={COLUMNS}
      hint="The search compares the beginning of the slug and of each word of the name."
      empty={
        <EmptyState icon={<IconStack2 />} title="No projects yet" action={create}>
          A project is an issuer of access tokens with its own keys, applications and APIs.
        </EmptyState>
      }
    />
  )
}
