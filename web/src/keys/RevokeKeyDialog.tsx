import { Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useMutation } from 'urql'

import { graphql } from '../graphql/generated'
import { ConfirmDialog } from '../ui/ConfirmDialog'

const RevokeDocument = graphql(`
  mutation RevokeKey($input: RevokeKeyInput!) {
    revokeKey(input: $input) {
      key {
        ...KeyFields
      }
    }
  }
`)

interface RevokeKeyDialogProps {
  target: { id: string; kid: string; name: string }
  opened: boolean
  onClose: () => void
  /** Also ends the tokens of the application that were issued so far. */
  revokeTokens?: boolean
  /** What stops working at once: the screen knows. */
  children: ReactNode
}

/** Takes a key away, after its kid was typed and a reason was given. */
export function RevokeKeyDialog({ target, opened, onClose, revokeTokens = false, children }: RevokeKeyDialogProps) {
  const [{ fetching, error }, revoke] = useMutation(RevokeDocument)
  const [reason, setReason] = useState('')
  const confirm = async () => {
    const { error } = await revoke({ input: { keyId: target.id, reason: reason.trim(), revokeTokens } })
    if (error) return
    notifications.show({ message: `${target.name} is revoked.` })
    setReason('')
    onClose()
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Revoke ${target.name}?`}
      typed={target.kid}
      confirm="Revoke key"
      incomplete={reason.trim() === ''}
      busy={fetching}
      error={error}
      onConfirm={() => void confirm()}
    >
      <Stack gap="md">
        {children}
        <TextInput
          label="Reason"
          description="For the audit log"
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Stack>
    </ConfirmDialog>
  )
}
