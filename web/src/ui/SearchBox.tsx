import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'

const DEBOUNCE_MILLISECONDS = 200

interface SearchBoxProps {
  label: string
  /** What is searched for now. */
  value: string
  /** Called when the typing pauses. */
  onSearch: (text: string) => void
}

/** A search field that asks when the typing pauses, at once on Enter, and clears on Escape. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value)
  const asked = useRef(value)
  const search = (wanted: string) => {
    asked.current = wanted
    onSearch(wanted)
  }
  // Asking is a navigation: for nothing new it would only take back one that is under way.
  const searchIfNew = () => {
    if (text.trim() !== asked.current) search(text.trim())
  }
  const pause = useEffectEvent(searchIfNew)
  useEffect(() => {
    const timer = setTimeout(() => pause(), DEBOUNCE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [text])
  const clear = () => {
    setText('')
    search('')
  }
  return (
    <TextInput
      role="searchbox"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={text !== '' && <CloseButton size="sm" aria-label="Clear the search" onClick={clear} />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      // Before the press on a link that takes the focus, and not after it.
      onBlur={searchIfNew}
      onKeyDown={(event) => {
        if (event.key === 'Enter') search(text.trim())
        if (event.key === 'Escape' && text !== '') clear()
      }}
      maw="24rem"
      flex={1}
    />
  )
}
