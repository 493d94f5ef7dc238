import { Checkbox, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useMutation } from 'urql'

import { graphql } from '../../graphql/generated'
import { ConfirmDialog } from '../../ui/ConfirmDialog'
import type { Provider, SessionRow } from './fields'

const RevokeSessionDocument = graphql(`
  mutation RevokeOperatorSession($input: RevokeOperatorSessionInput!) {
    revokeOperatorSession(input: $input) {
      operatorSession {
        ...OperatorSessionFields
      }
    }
  }
`)

const BlockDocument = graphql(`
  mutation BlockOperator($input: BlockOperatorInput!) {
    blockOperator(input: $input) {
      operatorBlock {
        ...OperatorBlockFields
      }
    }
  }
`)

interface EndSessionDialogProps {
  provider: Provider
  /** None: closed. */
  session: SessionRow | undefined
  onClose: () => void
}

/** Ends a session; or all sessions of its person, who is not let in any longer. */
export function EndSessionDialog({ provider, session, onClose }: EndSessionDialogProps) {
  const [revoked, revoke] = useMutation(RevokeSessionDocument)
  const [blocked, block] = useMutation(BlockDocument)
  const [reason, setReason] = useState('')
  const [isBlocking, setBlocking] = useState(false)
  const leave = () => {
    setReason('')
    setBlocking(false)
    onClose()
  }
  const confirm = async (session: SessionRow) => {
    const { data } = isBlocking
      ? await block({ input: { operatorIssuerId: provider.id, subject: session.subject, reason: reason.trim() } })
      : await revoke({ input: { operatorSessionId: session.id, reason: reason.trim() } })
    if (!data) return
    leave()
    notifications.show({ message: isBlocking ? `${session.displayName} is blocked.` : 'Session ended.' })
  }
  return (
    <ConfirmDialog
      opened={session !== undefined}
      onClose={leave}
      title={`End the session of ${session?.displayName ?? ''}?`}
      confirm={isBlocking ? 'Block person' : 'End session'}
      incomplete={reason.trim() === ''}
      busy={revoked.fetching || blocked.fetching}
      error={isBlocking ? blocked.error : revoked.error}
      onConfirm={() => session && void confirm(session)}
    >
      <Text size="sm">
        {isBlocking
          ? 'All sessions of this person end at once, and no rule lets the person in until you remove the block.'
          : 'Its tokens are refused at once. The person can sign in again.'}
      </Text>
      <Checkbox
        label="Block the person as well"
        description={session && `Account ${session.subject} at ${provider.name}`}
        checked={isBlocking}
        onChange={(event) => setBlocking(event.currentTarget.checked)}
      />
      <TextInput
        label="Reason"
        description="For the audit log."
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        required
        data-autofocus
      />
    </ConfirmDialog>
  )
}
