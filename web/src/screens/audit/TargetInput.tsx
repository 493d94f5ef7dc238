import { TextInput } from '@mantine/core'
import { useState } from 'react'

/** A whole ID, such as `app_01h455vb4pex5vsknk084sn02q`: looked for without another press. */
const WHOLE_ID = /^[a-z]{3}_[0-9a-z]{26}$/

/** The ID of what was acted on: looked for when it is whole, on Enter, and when the field is left. */
export function TargetInput({ value, onChange }: { value: string; onChange: (target: string) => void }) {
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    // The address changed elsewhere: by the details' button, or by the browser's.
    setKnown(value)
    setText(value)
  }
  const commit = (target: string) => {
    if (target !== value) onChange(target)
  }
  return (
    <TextInput
      size="xs"
      aria-label="Target"
      placeholder="ID of the target"
      value={text}
      onChange={(event) => {
        const typed = event.currentTarget.value
        setText(typed)
        if (typed === '' || WHOLE_ID.test(typed.trim())) commit(typed.trim())
      }}
      onBlur={() => commit(text.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit(text.trim())
      }}
      autoComplete="off"
      spellCheck={false}
    />
  )
}
