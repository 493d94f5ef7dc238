import { SegmentedControl, Text } from '@mantine/core'
import { Suspense, lazy, useState } from 'react'

import { Problem } from '../../session/problem'
import { signIn } from '../../session/signIn'
import type { TokenSource } from '../../session/tokens'
import { hasWebCrypto } from '../../session/webCrypto'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { KeySignIn } from './KeySignIn'
import { ProviderButtons } from './ProviderButtons'
import { SignInFrame } from './SignInFrame'

// What few people need is not part of the first load.
const InsecureNotice = lazy(() =>
  import('./InsecureNotice').then(({ InsecureNotice }) => ({ default: InsecureNotice })),
)
const TokenSignIn = lazy(() => import('./TokenSignIn').then(({ TokenSignIn }) => ({ default: TokenSignIn })))

type Way = 'key' | 'token'

/** The way in: with an account of a provider, the key file of an admin key, or a token that was signed elsewhere. */
export function SignIn({ problem: ended }: { problem: Problem | undefined }) {
  const isSecure = hasWebCrypto()
  const [way, setWay] = useState<Way>(isSecure ? 'key' : 'token')
  const [problem, setProblem] = useState(ended)
  const [busy, setBusy] = useState(false)

  const enter = async (tokens: () => Promise<TokenSource>, keep: boolean) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await signIn(await tokens(), keep)
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem('Sign-in failed.', String(error)))
      setBusy(false)
    }
  }

  return (
    <SignInFrame title="Sign in to Keyplane">
      {problem && <ProblemAlert error={problem} />}
      <ProviderButtons onProblem={setProblem} />
      <SegmentedControl
        fullWidth
        aria-label="Sign in with"
        value={way}
        onChange={(value) => setWay(value)}
        data={[
          { value: 'key', label: 'Key file', disabled: !isSecure },
          { value: 'token', label: 'Token' },
        ]}
      />
      <Suspense>{!isSecure && <InsecureNotice />}</Suspense>
      {way === 'key' ? (
        <KeySignIn busy={busy} onProblem={setProblem} onSignIn={enter} />
      ) : (
        <Suspense>
          <TokenSignIn busy={busy} onSignIn={enter} />
        </Suspense>
      )}
      <Text size="sm" c="dimmed">
        {way === 'key'
          ? 'The key stays in this browser and cannot be read back. It signs tokens that are valid for five minutes; only these are sent.'
          : 'The token stays in memory until it expires or you close this page.'}
      </Text>
    </SignInFrame>
  )
}
