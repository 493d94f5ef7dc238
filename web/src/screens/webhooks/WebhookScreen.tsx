import { Button, Paper } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconWebhook } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { CombinedError } from 'urql'

import type { Permission } from '../../graphql/generated/graphql'
import { usePermission } from '../../session/useSession'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
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

/** The webhooks of a project or of the instance; one of them in a drawer. */
export function WebhookScreen({ title, description, projectId, permission, webhooks, error }: WebhookScreenProps) {
  const { webhook } = useSearch({ strict: false })
  const navigate = useNavigate()
  const [isAdding, dialog] = useDisclosure()
  const mayWrite = usePermission(permission)
  const mayRead = usePermission('AUDIT_READ')
  const canWrite = mayWrite && mayRead
  const add = canWrite && <Button onClick={dialog.open}>New webhook</Button>
  return (
    <Page title={title} description={description} actions={webhooks?.length !== 0 && add}>
      {error && !webhooks && <ProblemAlert error={error} />}
      {!webhooks && !error && <RowsSkeleton rows={3} height={60} />}
      {webhooks?.length === 0 && (
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
        onClose={() => void navigate({ to: '.', search: {}, resetScroll: false })}
      />
    </Page>
  )
}
