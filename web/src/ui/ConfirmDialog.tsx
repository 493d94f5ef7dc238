import { Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SubmitEvent, ReactNode } from 'react'
import type { CombinedError } from 'urql'

import { ProblemAlert } from './ProblemAlert'
import { SubmitButtons } from './SubmitButtons'

interface ConfirmDialogProps {
  opened: boolean
  onClose: () => void
  /** A question: "Revoke billing-1?" */
  title: string
  /** What stops working, and what cannot be taken back. */
  children: ReactNode
  /** What has to be typed before the button works: the slug, the kid. None: a press is enough. */
  typed?: string
  /** The button's verb: "Revoke key". */
  confirm: string
  /** Whether something else is missing: a reason. */
  incomplete?: boolean
  /** Whether it is on its way. */
  busy: boolean
  error: CombinedError | undefined
  onConfirm: () => void
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} size="md">
      {/* Mounted at each opening: what was typed for one object does not confirm another. */}
      {props.opened && <Confirmation {...props} />}
    </Modal>
  )
}

function Confirmation({
  onClose,
  children,
  typed,
  confirm,
  incomplete = false,
  busy,
  error,
  onConfirm,
}: ConfirmDialogProps) {
  const [text, setText] = useState('')
  const isReady = !incomplete && (typed === undefined || text.trim() === typed)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (isReady && !busy) onConfirm()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {children}
        {typed !== undefined && (
          <TextInput
            label={
              <>
                Type{' '}
                <Text span className="mono" fw={600}>
                  {typed}
                </Text>{' '}
                to confirm
              </>
            }
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
        )}
        {error && <ProblemAlert error={error} />}
        <SubmitButtons busy={busy} disabled={!isReady} isDanger onCancel={onClose}>
          {confirm}
        </SubmitButtons>
      </Stack>
    </form>
  )
}
