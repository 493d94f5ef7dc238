import { useState } from 'react'
import type { ReactNode } from 'react'

import { GenerateForm } from './GenerateForm'
import { KeyDialog } from './KeyDialog'
import type { KeyDialogControls } from './KeyDialog'
import { KeyReady } from './KeyReady'
import type { MadeKey } from './makeKey'
import { nounOf } from './owner'
import type { KeyOwner } from './owner'

interface GenerateDialogProps {
  owner: KeyOwner
  opened: boolean
  onClose: () => void
  /** What to do with the private key next: a snippet, a link. */
  next?: ReactNode
}

/** Makes a key, on the server or in this browser, and hands its private half over. */
export function GenerateDialog({ owner, opened, onClose, next }: GenerateDialogProps) {
  return (
    <KeyDialog opened={opened} onClose={onClose} title={`New ${nounOf(owner)}`}>
      {(controls) => <Steps owner={owner} controls={controls} next={next} />}
    </KeyDialog>
  )
}

function Steps({ owner, controls, next }: { owner: KeyOwner; controls: KeyDialogControls; next: ReactNode }) {
  const [made, setMade] = useState<MadeKey>()
  if (!made) return <GenerateForm owner={owner} onMade={setMade} onCancel={controls.close} />
  return (
    <KeyReady made={made} controls={controls}>
      {next}
    </KeyReady>
  )
}
