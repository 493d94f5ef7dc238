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
import { NO_FILTER, filterOf, isFiltered } from './search'
import { useActors } from '../../audit/useActors'
import type { AuditSearch } from './search'
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
  const variables = { projectId, filter: filterOf(search), search: search.search ?? null }
  const pages = usePages({
    query: AuditEventsDocument,
    variables,
    connection: ({ auditEvents }) => auditEvents,
  })
  const actors = useActors(projectId)
  return (
    <Page title={title} description={description} actions={<ExportButton variables={variables} scope={scope} />}>
      <AuditFilters search={search} actors={actors} onChange={change} count={pages.total} />
      {pages.error && <ProblemAlert error={pages.error} />}
      {!pages.items && !pages.error && <RowsSkeleton rows={8} height={60} />}
      {pages.items?.length === 0 && <NoEvents search={search} onClear={() => change(NO_FILTER)} />}
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

function NoEvents({ search, onClear }: { search: AuditSearch; onClear: () => void }) {
  if (!isFiltered(search)) {
    return (
      <EmptyState icon={<IconHistory />} title="No events yet">
        Changes appear here as soon as they are made.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<IconHistory />}
      title={search.search === undefined ? 'No matching events' : `No event matches “${search.search}”`}
      action={
        <Button variant="default" onClick={onClear}>
          Show all events
        </Button>
      }
    >
      {search.search === undefined
        ? 'Change the filters, or show all events.'
        : 'The search finds any part of an action, a name, an ID or a request ID. Change it or the filters, or show all events.'}
    </EmptyState>
  )
}
