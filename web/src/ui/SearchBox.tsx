import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState } from 'react'

const DEBOUNCE_MILLISECONDS = 200

interface SearchBoxProps {
  label: string
  /** What is searched for now. */
  value: string
  /** Called when the typing pauses, with what is not the value yet. */
  onSearch: (text: string) => void
}

/** A search field that asks when the typing pauses, at once on Enter, and clears on Escape. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  // What was asked for and is not yet the value: asking is a navigation.
  const [asked, setAsked] = useState<string[]>([])
  if (known !== value) {
    setKnown(value)
    const place = asked.indexOf(value)
    setAsked(asked.slice(place + 1))
    // Changed elsewhere: by a button that clears the filters, or by the browser's.
    if (place === -1) setText(value)
  }
  const last = asked.at(-1) ?? value
  const search = (wanted: string) => {
    // For nothing new it would only take back a navigation that is under way.
    if (wanted === last) return
    setAsked(wanted === value ? [] : [...asked, wanted])
    onSearch(wanted)
  }
  const pause = useEffectEvent(() => search(text.trim()))
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
      onBlur={() => search(text.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') search(text.trim())
        if (event.key === 'Escape' && text !== '') clear()
      }}
      maw="24rem"
      flex={1}
    />
  )
}
