import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'

import { ConfirmDialog } from '../ui/ConfirmDialog'
import { Impact } from '../usage/Impact'
import type { GrantTarget } from './fields'
import { useRevokeGrant } from './useGrants'

interface RevokeGrantProps {
  opened: boolean
  target: GrantTarget
  onClose: () => void
}

/** Takes a grant away, after a question. */
export function RevokeGrant({ opened, target: { application, api, grant }, onClose }: RevokeGrantProps) {
  const [{ fetching, error }, revoke] = useRevokeGrant()
  if (!application || !api || !grant) return null
  const confirm = async () => {
    const { data } = await revoke({ input: { grantId: grant.id } })
    if (!data) return
    onClose()
    notifications.show({ message: `Access of ${application.name} to ${api.name} revoked.` })
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Revoke access of ${application.name} to ${api.name}?`}
      confirm="Revoke grant"
      busy={fetching}
      error={error}
      onConfirm={() => void confirm()}
    >
      <Impact id={grant.id} />
      <Text size="sm">
        The API’s gateways answer it with 403 at once, even for tokens that are already issued, and it gets no new
        tokens for the API. A service that verifies only the signature of a JWT accepts it until it expires.
      </Text>
    </ConfirmDialog>
  )
}
