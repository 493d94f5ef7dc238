import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useMutation } from 'urql'
import type { CombinedError } from 'urql'

import { graphql } from '../graphql/generated'
import { serverFiles } from './files'
import type { SavableFile } from './files'
import { KeyDialog } from './KeyDialog'
import type { KeyDialogControls } from './KeyDialog'
import type { KeyFieldsFragment } from './keyFields'
import { PrivateKeyReveal } from './PrivateKeyReveal'
import { RotateForm } from './RotateForm'
import { inputOf } from './rotation'
import type { RotationWish } from './rotation'

const RotateDocument = graphql(`
  mutation RotateKey($input: RotateKeyInput!) {
    rotateKey(input: $input) {
      key {
        ...KeyFields
      }
      previous {
        id
      }
      privateKey {
        filename
        mediaType
        content
      }
    }
  }
`)

interface RotateDialogProps {
  /** The key to follow; null closes the dialog. */
  target: KeyFieldsFragment | null
  onClose: () => void
}

/** Makes the successor of a key of any purpose, after a look at what will happen and when. */
export function RotateDialog({ target, onClose }: RotateDialogProps) {
  // While the dialog fades away it still shows the key that it was for.
  const [shown, setShown] = useState(target)
  if (target && target !== shown) setShown(target)
  if (!shown) return null
  return (
    <KeyDialog opened={target !== null} onClose={onClose} title={`Rotate ${shown.name}`}>
      {(controls) => <Rotation target={shown} controls={controls} />}
    </KeyDialog>
  )
}

interface Rotated {
  key: KeyFieldsFragment
  files: SavableFile[]
}

function Rotation({ target, controls }: { target: KeyFieldsFragment; controls: KeyDialogControls }) {
  // Of the key as it was: the answer makes the list behind the dialog call it retiring.
  const [key] = useState(target)
  const [{ fetching }, rotate] = useMutation(RotateDocument)
  const [rotated, setRotated] = useState<Rotated>()
  const submit = async (wish: RotationWish): Promise<CombinedError | undefined> => {
    const { data, error } = await rotate({ input: inputOf(key.id, key.purpose, wish) })
    if (!data) return error
    const { key: successor, privateKey } = data.rotateKey
    if (privateKey) {
      setRotated({ key: successor, files: await serverFiles(privateKey, successor) })
    } else {
      notifications.show({ message: `${key.name} rotated. Key ID of the successor: ${successor.kid}` })
      controls.close()
    }
    return undefined
  }
  if (rotated) {
    const { kid, privateKeyRetained } = rotated.key
    return <PrivateKeyReveal kid={kid} files={rotated.files} retained={privateKeyRetained} controls={controls} />
  }
  return <RotateForm target={key} busy={fetching} onSubmit={submit} onCancel={controls.close} />
}
