import { Button } from '@mantine/core'
import { IconHistory, IconLock } from '@tabler/icons-react'

import { usePermission } from '../../session/useSession'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { lazyDialog } from '../../ui/lazyDialog'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { usePages } from '../../ui/usePages'
import { EventTable } from './EventTable'
import { ExportButton } from './ExportButton'
import { AuditFilters } from './AuditFilters'
import { AuditEventsDocument } from './fields'
import { filterOf, isFiltered } from './search'
import { useActors } from '../../audit/useActors'
import { useAuditSearch } from './useAuditSearch'

const EventDrawer = lazyDialog(
  () => import('./EventDrawer').then((module) => module.EventDrawer),
  ({ eventId }) => eventId !== undefined,
)

interface AuditLogProps {
  title: string
  description: string
  /** Whose events; none: the instance's own. */
  projectId?: string
  /** The same for a file's name. */
  scope: string
}

/** Events, newest first, with their filters, details and export. */
export function AuditLog(props: AuditLogProps) {
  if (usePermission('AUDIT_READ')) return <ReadableLog {...props} />
  return (
    <Page title={props.title}>
      <EmptyState icon={<IconLock />} title="Your admin key cannot read the audit log">
        It needs the permission AUDIT_READ. Ask an operator with ADMIN_KEYS_WRITE to grant it.
      </EmptyState>
    </Page>
  )
}

function ReadableLog({ title, description, projectId, scope }: AuditLogProps) {
  const [search, change] = useAuditSearch()
  const variables = { projectId, filter: filterOf(search) }
  const pages = usePages({
    query: AuditEventsDocument,
    variables,
    connection: ({ auditEvents }) => auditEvents,
  })
  const actors = useActors(projectId)
  return (
    <Page title={title} description={description} actions={<ExportButton variables={variables} scope={scope} />}>
      <AuditFilters search={search} actors={actors} onChange={change} />
      {pages.error && <ProblemAlert error={pages.error} />}
      {!pages.items && !pages.error && <RowsSkeleton rows={8} height={60} />}
      {pages.items?.length === 0 && <NoEvents isFiltered={isFiltered(search)} onClear={() => change(NO_FILTER)} />}
      {pages.items && pages.items.length > 0 && <EventTable pages={pages} actors={actors} />}
      <EventDrawer
        eventId={search.event}
        actors={actors}
        onClose={() => change({ event: undefined })}
        onFilter={(part) => change({ ...NO_FILTER, ...part, event: undefined })}
      />
    </Page>
  )
}

const NO_FILTER = { actions: undefined, actor: undefined, target: undefined, from: undefined, to: undefined }

function NoEvents({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (!isFiltered) {
    return (
      <EmptyState icon={<IconHistory />} title="No events yet">
        Changes appear here as soon as they are made.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<IconHistory />}
      title="No matching events"
      action={
        <Button variant="default" onClick={onClear}>
          Show all events
        </Button>
      }
    >
      Change the filter, or show all events.
    </EmptyState>
  )
}
