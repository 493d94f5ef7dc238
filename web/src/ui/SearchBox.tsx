import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState } from 'react'

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
  const search = useEffectEvent(onSearch)
  useEffect(() => {
    const timer = setTimeout(() => search(text.trim()), DEBOUNCE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [text])
  const clear = () => {
    setText('')
    onSearch('')
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
      onKeyDown={(event) => {
        if (event.key === 'Enter') onSearch(text.trim())
        if (event.key === 'Escape' && text !== '') clear()
      }}
      maw="24rem"
      flex={1}
    />
  )
}
