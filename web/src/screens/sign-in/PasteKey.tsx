import { Textarea } from '@mantine/core'

interface PasteKeyProps {
  disabled: boolean
  onText: (text: string, name: string) => void
}

/** Takes a key as text. */
export function PasteKey({ disabled, onText }: PasteKeyProps) {
  return (
    <Textarea
      label="Key file or PEM"
      autosize
      minRows={5}
      maxRows={10}
      spellCheck={false}
      autoComplete="off"
      autoFocus
      disabled={disabled}
      classNames={{ input: 'mono' }}
      onChange={(event) => {
        if (event.currentTarget.value.trim() !== '') onText(event.currentTarget.value, 'the pasted key')
      }}
    />
  )
}
