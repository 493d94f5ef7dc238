import { Box, SegmentedControl, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useState } from 'react'

import { Problem } from '../../session/problem'
import { signIn } from '../../session/signIn'
import type { TokenSource } from '../../session/tokens'
import { hasWebCrypto } from '../../session/webCrypto'
import { Mark } from '../../ui/Mark'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { InsecureNotice } from './InsecureNotice'
import { KeySignIn } from './KeySignIn'
import { TokenSignIn } from './TokenSignIn'

type Way = 'key' | 'token'

/** The way in: with the key file of an admin key, or a token that was signed elsewhere. */
export function SignIn({ problem: ended }: { problem: Problem | undefined }) {
  useDocumentTitle('Sign in · Keyplane')
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
    <Box component="main" px="md" py={{ base: 'xl', sm: '10vh' }}>
      <Stack maw="27rem" mx="auto" gap="lg">
        <Stack gap="xs" align="center">
          <Mark size={40} />
          <Title order={1}>Sign in to Keyplane</Title>
        </Stack>
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
        {!isSecure && <InsecureNotice />}
        {problem && <ProblemAlert error={problem} />}
        {way === 'key' ? (
          <KeySignIn busy={busy} onProblem={setProblem} onSignIn={enter} />
        ) : (
          <TokenSignIn busy={busy} onSignIn={enter} />
        )}
        <Text size="sm" c="dimmed">
          {way === 'key'
            ? 'The key stays in this browser and cannot be read back. It signs tokens that are valid for five minutes; only these are sent.'
            : 'The token stays in memory until it expires or you close this page.'}
        </Text>
      </Stack>
    </Box>
  )
}
