import { Button, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { SubmitEvent } from 'react'

import { askServer, requireTokenOf } from '../../session/server'
import { readyToken } from '../../session/tokens'
import type { TokenSource } from '../../session/tokens'
import { useServer } from '../../session/useServer'
import { ServerNotice } from './ServerNotice'

interface TokenSignInProps {
  busy: boolean
  onSignIn: (tokens: () => Promise<TokenSource>, keep: boolean) => Promise<void>
}

/** Takes a ready admin token. */
export function TokenSignIn({ busy, onSignIn }: TokenSignInProps) {
  const [token, setToken] = useState('')
  const server = useServer()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const pasted = token.trim().replace(/^Bearer\s+/i, '')
    void onSignIn(async () => {
      requireTokenOf(await askServer(), pasted)
      return readyToken(pasted)
    }, false)
  }
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack gap="sm">
        {server && (
          <ServerNotice server={server}>
            <Text size="sm">Paste a token only if both addresses belong to the same server.</Text>
          </ServerNotice>
        )}
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
