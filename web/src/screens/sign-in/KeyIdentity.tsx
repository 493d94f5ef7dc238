import { Button, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SubmitEvent } from 'react'

interface KeyIdentityProps {
  /** Of the file. */
  name: string
  keyId: string
  busy: boolean
  onSubmit: (keyId: string, audience: string) => void
}

/** Asks for what a bare key does not say. */
export function KeyIdentity({ name, keyId: known, busy, onSubmit }: KeyIdentityProps) {
  const [keyId, setKeyId] = useState(known)
  const [audience, setAudience] = useState('')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    onSubmit(keyId.trim(), audience.trim())
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label="Key ID"
          description={`The kid of ${name}, as shown when the key was created`}
          value={keyId}
          onChange={(event) => setKeyId(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          required
          data-autofocus
          classNames={{ input: 'mono' }}
        />
        <TextInput
          label="Audience"
          description="The project's slug, or keyplane for an instance key"
          value={audience}
          onChange={(event) => setAudience(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          required
          classNames={{ input: 'mono' }}
        />
        <Button type="submit" loading={busy} disabled={keyId.trim() === '' || audience.trim() === ''}>
          Sign in
        </Button>
      </Stack>
    </form>
  )
}
