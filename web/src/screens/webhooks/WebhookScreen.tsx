import { Button, Paper } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { CombinedError } from 'urql'

import type { Permission } from '../../graphql/generated/graphql'
import { isNarrowed } from '../../list/address'
import { ListControls } from '../../list/ListControls'
import { NoMatch } from '../../list/NoMatch'
import { WEBHOOK_LIST } from '../../list/specs'
import { useListAddress } from '../../list/useListAddress'
import { usePermission } from '../../session/useSession'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { useWanted } from '../../ui/useWanted'
import { WebhookDialog, WebhookDrawer } from './dialogs'
import type { WebhookRow } from './fields'
import { WebhookTable } from './WebhookTable'

interface WebhookScreenProps {
  title: string
  description: string
  /** Whose events they receive; none: the instance's own. */
  projectId?: string
  /** What a change needs, beside AUDIT_READ. */
  permission: Permission
  /** Undefined until they are loaded. */
  webhooks: WebhookRow[] | undefined
  error: CombinedError | undefined
}

/** So many webhooks are seen at a glance. */
const GLANCE = 5

/** The webhooks of a project or of the instance; one of them in a drawer. */
export function WebhookScreen({ title, description, projectId, permission, webhooks, error }: WebhookScreenProps) {
  const { webhook } = useSearch({ strict: false })
  const [address, change] = useListAddress()
  const isFiltered = isNarrowed(WEBHOOK_LIST, address)
  const navigate = useNavigate()
  const [isAdding, dialog] = useDisclosure()
  const mayWrite = usePermission(permission)
  const mayRead = usePermission('AUDIT_READ')
  const canWrite = mayWrite && mayRead
  useWanted((wanted) => {
    if (wanted === 'new' && canWrite) dialog.open()
  })
  const add = canWrite && (
    <Button onClick={dialog.open} leftSection={<IconPlus size={16} aria-hidden />}>
      New webhook
    </Button>
  )
  return (
    <Page title={title} description={description} actions={(webhooks?.length !== 0 || isFiltered) && add}>
      {error && !webhooks && <ProblemAlert error={error} />}
      {!webhooks && !error && <RowsSkeleton rows={3} height={60} />}
      {mayRead && (isFiltered || (webhooks?.length ?? 0) > GLANCE) && (
        <ListControls
          spec={WEBHOOK_LIST}
          address={address}
          onChange={change}
          noun="webhook"
          nouns="webhooks"
          count={webhooks?.length}
        />
      )}
      {webhooks?.length === 0 && isFiltered && <NoMatch spec={WEBHOOK_LIST} address={address} noun="webhook" />}
      {webhooks?.length === 0 && !isFiltered && (
        <Paper>
          <EmptyState icon={<IconWebhook />} title="No webhooks" action={add}>
            A webhook tells your systems about changes, and about keys that expire soon.
          </EmptyState>
        </Paper>
      )}
      {webhooks && webhooks.length > 0 && <WebhookTable webhooks={webhooks} />}
      <WebhookDialog opened={isAdding} onClose={dialog.close} projectId={projectId} />
      <WebhookDrawer
        webhookId={webhook}
        canWrite={canWrite}
        onClose={() =>
          void navigate({ to: '.', search: (old) => ({ ...old, webhook: undefined }), resetScroll: false })
        }
      />
    </Page>
  )
}
