import { useState } from 'react'

import { ImportForm } from './ImportForm'
import type { ImportedKey } from './importKey'
import { KeyDialog } from './KeyDialog'
import type { KeyDialogControls } from './KeyDialog'
import { KeyReady } from './KeyReady'
import type { MadeKey } from './makeKey'
import { nounOf } from './owner'
import type { KeyOwner } from './owner'

interface ImportDialogProps {
  owner: KeyOwner
  opened: boolean
  onClose: () => void
  /** What the form begins with: of the key that the new one is to follow. */
  initial?: Partial<ImportedKey>
}

/** Imports the public key of a pair that was generated elsewhere. */
export function ImportDialog({ owner, opened, onClose, initial }: ImportDialogProps) {
  return (
    <KeyDialog opened={opened} onClose={onClose} title={`Import ${article(nounOf(owner))}`}>
      {(controls) => <Steps owner={owner} controls={controls} initial={initial} />}
    </KeyDialog>
  )
}

interface StepsProps {
  owner: KeyOwner
  controls: KeyDialogControls
  initial: Partial<ImportedKey> | undefined
}

function Steps({ owner, controls, initial }: StepsProps) {
  const [made, setMade] = useState<MadeKey>()
  if (made) return <KeyReady made={made} controls={controls} />
  return (
    <ImportForm
      owner={owner}
      initial={initial}
      onMade={({ key }) => setMade({ key, files: [] })}
      onCancel={controls.close}
    />
  )
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
}
