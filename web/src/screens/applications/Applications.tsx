import { Badge, Box, Group, Text } from '@mantine/core'
import { IconApps, IconSearchOff } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReactNode } from 'react'

import { useProject } from '../../app/project'
import { LabelBadges } from '../../fields/LabelBadges'
import { LabelFilter } from '../../fields/LabelFilter'
import { labelOf } from '../../fields/labels'
import { graphql } from '../../graphql/generated'
import type { ApplicationRowFragment } from '../../graphql/generated/graphql'
import { usePermission } from '../../session/useSession'
import { DateTime } from '../../ui/DateTime'
import { EmptyState } from '../../ui/EmptyState'
import { ButtonLink, TextLink } from '../../ui/links'
import { Page } from '../../ui/Page'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { SearchBox } from '../../ui/SearchBox'
import { usePages } from '../../ui/usePages'
import { VirtualTable } from '../../ui/VirtualTable'
import type { Column } from '../../ui/VirtualTable'
import { rangeOf } from '../../usage/points'
import { Sparkline } from '../../usage/Sparkline'
import { METHODS, TYPES } from './words'

const ApplicationsDocument = graphql(`
  query Applications(
    $slug: String!
    $search: String
    $labels: [LabelInput!]
    $first: Int!
    $after: String
    $from: DateTime!
    $to: DateTime!
  ) {
    project(slug: $slug) {
      id
      applications(search: $search, labels: $labels, first: $first, after: $after) {
        nodes {
          ...ApplicationRow
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }

  fragment ApplicationRow on Application {
    id
    name
    owner
    labels {
      key
      value
    }
    type
    authMethod
    enabled
    createdAt
    usage(from: $from, to: $to) {
      at
      accepted
      refused
    }
  }
`)

const ROUTE = '/projects/$slug/applications'
const NONE: readonly string[] = []

/** The clients of the project. */
export function Applications() {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  const { slug } = useProject()
  const newButton = canWrite && (
    <ButtonLink to="/projects/$slug/applications/new" params={{ slug }}>
      New application
    </ButtonLink>
  )
  return (
    <Page
      title="Applications"
      description="Services that obtain access tokens from this project, and resource servers that verify them."
      actions={newButton}
    >
      <ApplicationList action={newButton} />
    </Page>
  )
}

function ApplicationList({ action }: { action: ReactNode }) {
  const { slug } = useProject()
  const navigate = useNavigate({ from: ROUTE })
  const { search = '', labels = NONE } = useSearch({ from: ROUTE })
  // The same for every page: a list does not begin again at each full hour.
  const [{ from, to }] = useState(() => rangeOf('day', Date.now()))
  const pages = usePages({
    query: ApplicationsDocument,
    variables: { slug, search: search === '' ? null : search, labels: labels.map(labelOf), from, to },
    connection: ({ project }) => project?.applications,
  })
  const find = (wanted: { search?: string; labels?: readonly string[] }) => {
    const { search: text, labels: chosen } = { search, labels, ...wanted }
    void navigate({
      search: { ...(text !== '' && { search: text }), ...(chosen.length > 0 && { labels: [...new Set(chosen)] }) },
      replace: true,
    })
  }
  const isFiltered = search !== '' || labels.length > 0
  if (pages.items?.length === 0 && !isFiltered) {
    return (
      <EmptyState icon={<IconApps />} title="No applications yet" action={action}>
        An application is one program that obtains access tokens or verifies them. Create one for each program, so that
        you can disable each on its own.
      </EmptyState>
    )
  }
  return (
    <>
      <Group align="flex-start">
        <Box flex="1 1 16rem" maw="28rem">
          <SearchBox
            label="Search by name"
            value={search}
            onSearch={(text) => {
              if (text !== search) find({ search: text })
            }}
          />
        </Box>
        <LabelFilter value={labels} onChange={(chosen) => find({ labels: chosen })} />
      </Group>
      {pages.error && <ProblemAlert error={pages.error} />}
      {!pages.items && !pages.error && <RowsSkeleton rows={8} height={60} />}
      {pages.items?.length === 0 && <NoMatch search={search} labels={labels} />}
      {pages.items && pages.items.length > 0 && (
        <VirtualTable
          label="Applications"
          columns={columns(slug, (label) => find({ labels: [...labels, label] }))}
          pages={pages}
          rowKey={({ id }) => id}
        />
      )}
    </>
  )
}

function NoMatch({ search, labels }: { search: string; labels: readonly string[] }) {
  const wanted = [...(search === '' ? [] : [`“${search}”`]), ...labels].join(' and ')
  return (
    <EmptyState icon={<IconSearchOff />} title={`No application matches ${wanted}`}>
      The search compares the beginning of each word of a name. An application has to have every label. To find an
      application by its ID, press Ctrl K.
    </EmptyState>
  )
}

function columns(slug: string, onLabel: (label: string) => void): Column<ApplicationRowFragment>[] {
  return [
    {
      header: 'Name',
      width: '2.4fr',
      cell: ({ id, name, enabled, labels }) => (
        <>
          <Group gap="xs">
            <TextLink
              to="/projects/$slug/applications/$applicationId"
              params={{ slug, applicationId: id }}
              className="row-link"
              fw={500}
            >
              {name}
            </TextLink>
            {!enabled && <Badge color="gray">Disabled</Badge>}
          </Group>
          <Text c="dimmed" className="mono">
            {id}
          </Text>
          <LabelBadges labels={labels} onChoose={onLabel} />
        </>
      ),
    },
    { header: 'Type', width: '0.8fr', cell: ({ type }) => <Text size="sm">{TYPES[type].label}</Text> },
    {
      header: 'Authentication',
      width: '1.2fr',
      cell: ({ authMethod }) => <Text size="sm">{METHODS[authMethod].label}</Text>,
    },
    { header: 'Last 24 hours', width: '1.2fr', cell: ({ usage }) => <Sparkline points={usage} /> },
    {
      header: 'Owner',
      width: '1fr',
      cell: ({ owner }) => (
        <Text size="sm" truncate>
          {owner}
        </Text>
      ),
    },
    {
      header: 'Created',
      width: '9.5rem',
      cell: ({ createdAt }) => (
        <Text size="sm" c="dimmed">
          <DateTime value={createdAt} />
        </Text>
      ),
    },
  ]
}
