import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'

import { ConfirmDialog } from '../ui/ConfirmDialog'
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
    notifications.show({ message: `${application.name} may not use ${api.name} any more.` })
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Take ${api.name} away from ${application.name}?`}
      confirm="Revoke grant"
      busy={fetching}
      error={error}
      onConfirm={() => void confirm()}
    >
      <Text size="sm">
        The API’s gateways answer 403 to it from now on, also to tokens that were issued before, and it gets no new
        ones for the API. Whoever checks only the signature of a JWT takes it until its end.
      </Text>
    </ConfirmDialog>
  )
}
