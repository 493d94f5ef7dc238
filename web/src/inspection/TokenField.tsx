import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'

import { tokenOf } from './tokenText'

const DEBOUNCE_MILLISECONDS = 150

interface TokenFieldProps {
  /** Which tokens; that they are kept nowhere is said here. */
  description: string
  /** The button's verb for the same question once more: "Inspect again". */
  again: string
  /** Whether the answer is on its way. */
  busy: boolean
  /** Hears what was pasted, without what is around a token, once the typing pauses. */
  onToken: (token: string) => void
  onAgain: () => void
}

/** Takes a token to be judged. */
export function TokenField({ description, again, busy, onToken, onAgain }: TokenFieldProps) {
  const [pasted, setPasted] = useState('')
  const tell = useDebouncedCallback(onToken, DEBOUNCE_MILLISECONDS)
  const set = (text: string) => {
    setPasted(text)
    tell(tokenOf(text))
  }
  return (
    <Stack gap="xs">
      <Textarea
        label="Token"
        description={`${description} It is sent only to this server and is not stored.`}
        placeholder="eyJ…"
        value={pasted}
        onChange={(event) => set(event.currentTarget.value)}
        autosize
        minRows={4}
        maxRows={10}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: 'mono' }}
      />
      {pasted !== '' && (
        <Group gap="xs">
          <Button variant="default" size="xs" loading={busy} onClick={onAgain}>
            {again}
          </Button>
          <Button variant="subtle" color="gray" size="xs" onClick={() => set('')}>
            Clear
          </Button>
        </Group>
      )}
    </Stack>
  )
}
