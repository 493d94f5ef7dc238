import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import type { ReactNode } from 'react'
import type { CombinedError, OperationResult } from 'urql'

import { problemOf } from '../graphql/errors'
import { lazyDialog } from './lazyDialog'

const ConfirmDialog = lazyDialog(() => import('./ConfirmDialog').then((module) => module.ConfirmDialog))

interface EnableButtonProps {
  /** What it is, in the middle of a sentence. */
  kind: 'API' | 'application' | 'issuer' | 'identity' | 'provider' | 'rule'
  name: string
  size?: 'xs' | 'sm'
  enabled: boolean
  /** Whether the change is on its way. */
  busy: boolean
  error: CombinedError | undefined
  /** Asks the server for the change. */
  update: (enabled: boolean) => Promise<Pick<OperationResult<unknown>, 'data' | 'error'>>
  /** What stops while it is disabled, and what stays. */
  children: ReactNode
}

/** Switches something off, after a question, and on again. */
export function EnableButton({ kind, name, size = 'sm', enabled, busy, error, update, children }: EnableButtonProps) {
  const [isAsking, dialog] = useDisclosure()
  const set = async (enabled: boolean) => {
    const { data, error } = await update(enabled)
    if (data) {
      dialog.close()
      notifications.show({ message: `${name} ${enabled ? 'enabled' : 'disabled'}.` })
    } else if (error && enabled) {
      notifications.show({ color: 'red', message: problemOf(error).message })
    }
  }
  if (!enabled) {
    return (
      <Button size={size} onClick={() => void set(true)} loading={busy}>
        Enable
      </Button>
    )
  }
  return (
    <>
      <Button size={size} variant="default" onClick={dialog.open}>
        Disable
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={dialog.close}
        title={`Disable ${name}?`}
        confirm={`Disable ${kind}`}
        busy={busy}
        error={error}
        onConfirm={() => void set(false)}
      >
        {children}
      </ConfirmDialog>
    </>
  )
}
