import { Modal } from '@mantine/core'
import { useState } from 'react'
import type { ReactNode } from 'react'

import { QUESTION, useUnsavedKeyGuard } from '../ui/useUnsavedKeyGuard'

/** What the content of a {@link KeyDialog} is given. */
export interface KeyDialogControls {
  /** Closes it; asked first while a private key in it is unsaved. */
  close: () => void
  /** For `PrivateKeyReveal`: whether it shows a private key that is not saved. */
  setUnsaved: (isUnsaved: boolean) => void
}

interface KeyDialogProps {
  opened: boolean
  onClose: () => void
  title: string
  /** Mounted at each opening, so that nothing of the last key stays in a form. */
  children: (controls: KeyDialogControls) => ReactNode
}

/** A dialog that can end with a private key: it stays, and so does the page, until that is saved. */
export function KeyDialog({ opened, onClose, title, children }: KeyDialogProps) {
  const [isUnsaved, setUnsaved] = useState(false)
  useUnsavedKeyGuard(isUnsaved)
  const close = () => {
    if (!isUnsaved || window.confirm(QUESTION)) onClose()
  }
  return (
    <Modal opened={opened} onClose={close} title={title} closeOnClickOutside={false}>
      {opened && children({ close, setUnsaved })}
    </Modal>
  )
}
