import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import { DateTime } from '../../ui/DateTime'
import type { Application } from './fields'

const RevokeClientSecretDocument = graphql(`
  mutation RevokeClientSecret($input: RevokeClientSecretInput!) {
    revokeClientSecret(input: $input) {
      application {
        ...ApplicationFields
      }
    }
  }
`)

interface RevokeSecretDialogProps {
  /** Undefined: closed. */
  secret: Application['clientSecrets'][number] | undefined
  /** Whether none is left then. */
  isLast: boolean
  applicationName: string
  onClose: () => void
}

/** Takes a secret away, after a question. */
export function RevokeSecretDialog({ secret, isLast, applicationName, onClose }: RevokeSecretDialogProps) {
  const [{ fetching, error }, revoke] = useMutation(RevokeClientSecretDocument)
  const confirm = async () => {
    if (!secret) return
    const { data } = await revoke({ input: { clientSecretId: secret.id } })
    if (!data) return
    onClose()
    notifications.show({ message: 'Client secret revoked.' })
  }
  return (
    <ConfirmDialog
      opened={secret !== undefined}
      onClose={onClose}
      title={secret?.name ? `Revoke the secret “${secret.name}”?` : 'Revoke this secret?'}
      confirm="Revoke secret"
      busy={fetching}
      error={error}
      onConfirm={() => void confirm()}
    >
      <Text size="sm">
        Created <DateTime value={secret?.createdAt} />, last used{' '}
        <DateTime value={secret?.lastUsedAt} none="never" relative />. It is refused at once and cannot be restored.
        Tokens that are already issued stay valid.
      </Text>
      {isLast && (
        <Text size="sm" fw={600}>
          It is the only secret: {applicationName} cannot authenticate until you create another.
        </Text>
      )}
    </ConfirmDialog>
  )
}
