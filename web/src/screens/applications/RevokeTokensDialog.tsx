import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
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
    notifications.show({ message: `Every token of ${application.name} so far has ended.` })
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
      <Text size="sm">
        Introspection calls them inactive from now on. Whoever checks only the signature of a JWT takes it until its
        end. Keys and secrets stay: the application may get new tokens at once.
      </Text>
    </ConfirmDialog>
  )
}
