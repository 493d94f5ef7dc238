import { Button, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { SubmitEvent } from 'react'

import { readyToken } from '../../session/tokens'
import type { TokenSource } from '../../session/tokens'

interface TokenSignInProps {
  busy: boolean
  onSignIn: (tokens: () => Promise<TokenSource>, keep: boolean) => Promise<void>
}

/** Takes a ready admin token. */
export function TokenSignIn({ busy, onSignIn }: TokenSignInProps) {
  const [token, setToken] = useState('')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void onSignIn(() => Promise.resolve(readyToken(token.trim().replace(/^Bearer\s+/i, ''))), false)
  }
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack gap="sm">
        <Textarea
          label="Admin token"
          description={
            <>
              From <span className="mono">keyplane token mint --key-file admin-key.json</span>, or your own program
            </>
          }
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          autosize
          minRows={4}
          maxRows={8}
          spellCheck={false}
          classNames={{ input: 'mono' }}
        />
        <Button type="submit" loading={busy} disabled={token.trim() === ''}>
          Sign in
        </Button>
      </Stack>
    </form>
  )
}
