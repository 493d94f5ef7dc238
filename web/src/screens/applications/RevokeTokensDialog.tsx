import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { Impact } from '../../usage/Impact'
import type { Application } from './fields'

const RevokeApplicationTokensDocument = graphql(`
  mutation RevokeApplicationTokens($input: RevokeApplicationTokensInput!) {
    revokeApplicationTokens(input: $input) {
      application {
        id
      }
    }
  }
`)

interface RevokeTokensDialogProps {
  application: Application
  opened: boolean
  onClose: () => void
}

/** Ends every token so far, after a question. */
export function RevokeTokensDialog({ application, opened, onClose }: RevokeTokensDialogProps) {
  const [{ fetching, error }, revoke] = useMutation(RevokeApplicationTokensDocument)
  const confirm = async () => {
    const { data } = await revoke({ input: { applicationId: application.id } })
    if (!data) return
    onClose()
    notifications.show({ message: `All tokens of ${application.name} revoked.` })
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Revoke all tokens of ${application.name}?`}
      confirm="Revoke all tokens"
      busy={fetching}
      error={error}
      onConfirm={() => void confirm()}
    >
      <Impact id={application.id} />
      <Text size="sm">
        Introspection reports them as inactive at once. A service that verifies only the signature of a JWT accepts it
        until it expires. Keys and secrets stay: the application can get new tokens at once.
      </Text>
    </ConfirmDialog>
  )
}
