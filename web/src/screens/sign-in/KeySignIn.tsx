import { Anchor, Stack } from '@mantine/core'
import { Suspense, lazy, useState } from 'react'

import { readCredential } from '../../session/credential'
import type { ReadCredential } from '../../session/credential'
import { Problem } from '../../session/problem'
import { askServer, audienceHere, requireMatch } from '../../session/server'
import { importSigner } from '../../session/signer'
import { signedTokens } from '../../session/tokens'
import type { TokenSource } from '../../session/tokens'
import { useServer } from '../../session/useServer'
import { FileDrop } from '../../ui/FileDrop'
import { ConfirmServer } from './ConfirmServer'
import { KeepKey } from './KeepKey'
import { KeyIdentity } from './KeyIdentity'

const PasteKey = lazy(() => import('./PasteKey').then(({ PasteKey }) => ({ default: PasteKey })))

interface KeySignInProps {
  busy: boolean
  onProblem: (problem: Problem | undefined) => void
  onSignIn: (tokens: () => Promise<TokenSource>, keep: boolean) => Promise<void>
}

/** Takes a key file, which says all that is needed, or a bare key and asks for the rest. */
export function KeySignIn({ busy, onProblem, onSignIn }: KeySignInProps) {
  // Seconds; null: until the page is closed.
  const [keepSeconds, setKeepSeconds] = useState<number | null>(null)
  const [isPasting, setPasting] = useState(false)
  const server = useServer()
  const [isConfirmed, setConfirmed] = useState(false)
  // A key that does not say its ID and audience.
  const [bare, setBare] = useState<{ credential: ReadCredential; name: string }>()

  const enter = (credential: ReadCredential, keyId: string, audience: string) =>
    onSignIn(async () => {
      const { material, endpoint } = credential
      const server = await askServer()
      requireMatch(server, isConfirmed)
      const signer = await importSigner(material, keyId, audienceHere(server, { audience, endpoint }))
      const now = () => Math.floor(Date.now() / 1000)
      return signedTokens(signer, now, keepSeconds === null ? undefined : now() + keepSeconds)
    }, keepSeconds !== null)

  const take = (text: string, name: string) => {
    onProblem(undefined)
    setBare(undefined)
    try {
      const credential = readCredential(text)
      const { keyId, audience } = credential
      if (keyId !== undefined && audience !== undefined) void enter(credential, keyId, audience)
      else setBare({ credential, name })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      onProblem(error)
    }
  }

  const notice = server && <ConfirmServer server={server} isConfirmed={isConfirmed} onConfirm={setConfirmed} />
  if (server?.match === 'different') return notice
  const isBlocked = server?.match === 'unsure' && !isConfirmed
  return (
    <Stack gap="md">
      {notice}
      {isPasting ? (
        <Suspense>
          <PasteKey disabled={isBlocked} onText={take} />
        </Suspense>
      ) : (
        <FileDrop
          label="Drop admin-key.json here, or choose it"
          hint="A key file, or a private RSA key as PEM or JWK"
          accept=".json,.pem,.key,.jwk,application/json"
          onText={take}
          disabled={busy || isBlocked}
        />
      )}
      <Anchor component="button" type="button" size="sm" ta="left" mt={-8} onClick={() => setPasting(!isPasting)}>
        {isPasting ? 'Choose a file instead' : 'Paste the key instead'}
      </Anchor>
      {bare && (
        <KeyIdentity
          key={bare.name}
          name={bare.name}
          keyId={bare.credential.keyId ?? ''}
          busy={busy}
          onSubmit={(keyId, audience) => void enter(bare.credential, keyId, audience)}
        />
      )}
      <KeepKey seconds={keepSeconds} onChange={setKeepSeconds} />
    </Stack>
  )
}
