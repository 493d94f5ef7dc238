import { useMediaQuery } from '@mantine/hooks'
import { IconApps, IconPlugConnected, IconSearchOff } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'

import { useProject } from '../../app/project'
import { GrantDialog } from '../../grants/dialogs'
import { useApis } from '../../grants/useApis'
import { useGrantDialog } from '../../grants/useGrantDialog'
import { usePermission } from '../../session/useSession'
import { EmptyState } from '../../ui/EmptyState'
import { ButtonLink } from '../../ui/links'
import { Page } from '../../ui/Page'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { SearchBox } from '../../ui/SearchBox'
import { Matrix } from './Matrix'
import { OneApi } from './OneApi'
import { useHolders } from './useHolders'

/** Who may use what: applications and APIs side by side. */
export function Grants() {
  const canWrite = usePermission('APPLICATIONS_WRITE')
  return (
    <Page
      title="Grants"
      description="Which applications can use which APIs, and with which scopes. Gateways apply changes at once."
    >
      {!canWrite && <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
      <Access canWrite={canWrite} />
    </Page>
  )
}

function Access({ canWrite }: { canWrite: boolean }) {
  const navigate = useNavigate({ from: '/projects/$slug/grants' })
  const search = useSearch({ from: '/projects/$slug/grants', select: (found) => found.search ?? '' })
  // A phone has no room for a matrix.
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const { apis, error } = useApis()
  const holders = useHolders(search)
  const dialog = useGrantDialog()
  const open = canWrite ? dialog.open : undefined
  const find = (text: string) => void navigate({ search: text === '' ? {} : { search: text }, replace: true })
  const problem = error ?? holders.error
  if (problem) return <ProblemAlert error={problem} />
  if (apis?.length === 0) return <NoApis canWrite={canWrite} />
  if (holders.items?.length === 0 && search === '' && !holders.hasMore) return <NoApplications canWrite={canWrite} />
  return (
    <>
      <SearchBox label="Search applications by name" value={search} onSearch={find} />
      {(!apis || !holders.items) && <RowsSkeleton rows={8} height={52} />}
      {holders.items?.length === 0 && search !== '' && (
        <EmptyState icon={<IconSearchOff />} title={`No application matches “${search}”`}>
          The search compares the beginning of each word of an application’s name.
        </EmptyState>
      )}
      {apis && holders.items && holders.items.length > 0 && (
        <>
          {isNarrow ? (
            <OneApi apis={apis} holders={holders} onOpen={open} />
          ) : (
            <Matrix apis={apis} holders={holders} onOpen={open} />
          )}
        </>
      )}
      <GrantDialog {...dialog.props} />
    </>
  )
}

function NoApis({ canWrite }: { canWrite: boolean }) {
  return (
    <Nothing
      icon={<IconPlugConnected />}
      title="No APIs yet"
      to="/projects/$slug/apis/new"
      label="New API"
      canWrite={canWrite}
    >
      A grant lets an application use an API. Register an API first.
    </Nothing>
  )
}

function NoApplications({ canWrite }: { canWrite: boolean }) {
  return (
    <Nothing
      icon={<IconApps />}
      title="No services yet"
      to="/projects/$slug/applications/new"
      label="New application"
      canWrite={canWrite}
    >
      A grant lets an application of type service use an API. Create an application first.
    </Nothing>
  )
}

interface NothingProps {
  icon: ReactNode
  title: string
  to: '/projects/$slug/apis/new' | '/projects/$slug/applications/new'
  label: string
  canWrite: boolean
  children: ReactNode
}

function Nothing({ icon, title, to, label, canWrite, children }: NothingProps) {
  const { slug } = useProject()
  const action = canWrite && (
    <ButtonLink to={to} params={{ slug }}>
      {label}
    </ButtonLink>
  )
  return (
    <EmptyState icon={icon} title={title} action={action}>
      {children}
    </EmptyState>
  )
}
