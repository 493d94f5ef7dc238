import { FileButton, Text, UnstyledButton } from '@mantine/core'
import { IconFileUpload } from '@tabler/icons-react'
import { useState } from 'react'
import type { DragEvent } from 'react'

import classes from './FileDrop.module.css'

/** More than any key file has. */
const LARGEST_BYTES = 64 * 1024

interface FileDropProps {
  /** What to do: "Drop admin-key.json here, or choose it". */
  label: string
  /** A second line. */
  hint?: string
  /** Of the file dialog, such as `.json,.pem`. */
  accept: string
  /** Gets the file's text and name; what is too large to be a key comes as an empty text. */
  onText: (text: string, name: string) => void
  disabled?: boolean
}

/** Takes a small text file by drag and drop, or by the browser's file dialog. */
export function FileDrop({ label, hint, accept, onText, disabled = false }: FileDropProps) {
  const [isOver, setOver] = useState(false)
  const take = async (file: File | null | undefined) => {
    if (!file || disabled) return
    onText(file.size > LARGEST_BYTES ? '' : await file.text(), file.name)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  return (
    <FileButton onChange={(file) => void take(file)} accept={accept} inputProps={{ 'aria-label': label }}>
      {(props) => (
        <UnstyledButton
          {...props}
          className={classes.zone}
          data-over={isOver || undefined}
          disabled={disabled}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <IconFileUpload size={28} stroke={1.4} aria-hidden />
          <Text fw={500}>{label}</Text>
          {hint && (
            <Text size="sm" c="dimmed">
              {hint}
            </Text>
          )}
        </UnstyledButton>
      )}
    </FileButton>
  )
}
