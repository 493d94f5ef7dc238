import { Text } from '@mantine/core'
import { IconSearchOff, IconStack2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { graphql } from '../../graphql/generated'
import type { ProjectsQuery } from '../../graphql/generated/graphql'
import { DateTime } from '../../ui/DateTime'
import { EmptyState } from '../../ui/EmptyState'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { VirtualTable } from '../../ui/VirtualTable'
import type { Column } from '../../ui/VirtualTable'
import { TextLink } from '../../ui/links'
import { usePages } from '../../ui/usePages'

const ProjectsDocument = graphql(`
  query Projects($first: Int!, $after: String, $search: String) {
    projects(first: $first, after: $after, search: $search) {
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
      <TextLink to="/projects/$slug" params={{ slug }} className="row-link" fw={500} lineClamp={1}>
        {name}
      </TextLink>
    ),
  },
  { header: 'Slug', width: '2fr', cell: ({ slug }) => <span className="mono">{slug}</span> },
  {
    header: 'Created',
    width: '10rem',
    cell: ({ createdAt }) => (
      <Text size="sm" c="dimmed">
        <DateTime value={createdAt} relative />
      </Text>
    ),
  },
]

/** The projects that the search leaves, newest first; `create` is the button for a first one. */
export function ProjectList({ search, create }: { search: string; create: ReactNode }) {
  const pages = usePages({
    query: ProjectsDocument,
    variables: { search: search === '' ? null : search },
    connection: ({ projects }) => projects,
  })
  if (!pages.items) return pages.error ? <ProblemAlert error={pages.error} /> : <RowsSkeleton rows={8} height={52} />
  if (pages.items.length === 0) {
    return search === '' ? (
      <EmptyState icon={<IconStack2 />} title="No projects yet" action={create}>
        A project is an issuer of access tokens with its own keys, applications and APIs.
      </EmptyState>
    ) : (
      <EmptyState icon={<IconSearchOff />} title={`No project matches “${search}”`}>
        The search compares the beginning of the slug and of each word of the name.
      </EmptyState>
    )
  }
  return (
    <>
      <VirtualTable label="Projects" columns={COLUMNS} pages={pages} rowKey={({ id }) => id} />
      {pages.error && <ProblemAlert error={pages.error} />}
    </>
  )
}
