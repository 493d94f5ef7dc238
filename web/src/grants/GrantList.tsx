import { Badge, Button, Group, Text } from '@mantine/core'

import { useProject } from '../app/project'
import { DateTime } from '../ui/DateTime'
import { TextLink } from '../ui/links'
import type { Pages } from '../ui/usePages'
import { VirtualTable } from '../ui/VirtualTable'
import type { Column } from '../ui/VirtualTable'
import type { Grant } from './fields'

interface GrantListProps {
  /** Whose grants these are; the other side is what the rows name. */
  of: 'api' | 'application'
  pages: Pages<Grant>
  /** Undefined where nothing may be changed. */
  onEdit: ((grant: Grant) => void) | undefined
}

/** The grants of one API, or of one application. */
export function GrantList({ of, pages, onEdit }: GrantListProps) {
  const { slug } = useProject()
  const columns: Column<Grant>[] = [
    {
      header: of === 'api' ? 'Application' : 'API',
      width: '1.6fr',
      cell: (grant) =>
        of === 'api' ? <ApplicationCell grant={grant} slug={slug} /> : <ApiCell grant={grant} slug={slug} />,
    },
    { header: 'Scopes', width: '2fr', cell: (grant) => <ScopesCell grant={grant} /> },
    {
      header: 'Granted',
      width: '1fr',
      cell: ({ createdAt }) => (
        <Text size="sm" c="dimmed">
          <DateTime value={createdAt} />
        </Text>
      ),
    },
  ]
  if (onEdit) {
    columns.push({
      header: 'Change',
      width: '5rem',
      cell: (grant) => (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onEdit(grant)}
          aria-label={`Edit the grant of ${grant.application.name} at ${grant.api.name}`}
        >
          Edit
        </Button>
      ),
    })
  }
  return <VirtualTable label="Grants" columns={columns} pages={pages} rowKey={({ id }) => id} />
}

function ApplicationCell({ grant: { application }, slug }: { grant: Grant; slug: string }) {
  const { id, name, enabled } = application
  return (
    <Group gap="xs">
      <TextLink
        to="/projects/$slug/applications/$applicationId"
        params={{ slug, applicationId: id }}
        search={{ tab: 'access' }}
        fw={500}
      >
        {name}
      </TextLink>
      {!enabled && <Badge color="gray">Disabled</Badge>}
    </Group>
  )
}

function ApiCell({ grant: { api }, slug }: { grant: Grant; slug: string }) {
  const { id, name, enabled } = api
  return (
    <Group gap="xs">
      <TextLink to="/projects/$slug/apis/$apiId" params={{ slug, apiId: id }} search={{ tab: 'grants' }} fw={500}>
        {name}
      </TextLink>
      {!enabled && <Badge color="gray">Disabled</Badge>}
    </Group>
  )
}

function ScopesCell({ grant }: { grant: Grant }) {
  if (grant.scopes.length > 0) return <Text className="mono">{grant.scopes.join(', ')}</Text>
  return (
    <Text size="sm" c="dimmed">
      {grant.api.scopes.length === 0 ? 'The whole API' : 'No scopes'}
    </Text>
  )
}
