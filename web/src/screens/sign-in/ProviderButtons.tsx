import { Alert, Anchor, Button, Divider, Stack, Text } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useEffect, useState } from 'react'

import { askProviders } from '../../session/operator/api'
import type { Provider } from '../../session/operator/api'
import { goToProvider } from '../../session/operator/session'
import { Problem } from '../../session/problem'
import { useServer } from '../../session/useServer'

interface ProviderButtonsProps {
  onProblem: (problem: Problem | undefined) => void
}

/** A button for each provider by which people sign in; nothing where there is none. */
export function ProviderButtons({ onProblem }: ProviderButtonsProps) {
  const server = useServer()
  const [providers, setProviders] = useState<Provider[]>([])
  // The provider that the page is leaving for.
  const [leavingFor, setLeavingFor] = useState<string>()
  useEffect(() => {
    void askProviders().then(setProviders)
  }, [])

  const leave = async (issuerId: string) => {
    setLeavingFor(issuerId)
    onProblem(undefined)
    try {
      await goToProvider({ issuerId })
    } catch (error) {
      setLeavingFor(undefined)
      onProblem(error instanceof Problem ? error : new Problem('The sign-in failed.', String(error)))
    }
  }

  if (providers.length === 0 || !server) return null
  const isHere = server.origin === server.publicUrl
  return (
    <>
      {isHere ? (
        <Stack gap="xs">
          {providers.map(({ id, name }) => (
            <Button
              key={id}
              size="md"
              fullWidth
              loading={leavingFor === id}
              disabled={leavingFor !== undefined && leavingFor !== id}
              onClick={() => void leave(id)}
            >
              Sign in with {name}
            </Button>
          ))}
        </Stack>
      ) : (
        <Alert color="gray" icon={<IconInfoCircle aria-hidden />}>
          <Text size="sm">
            To sign in with {providers.map(({ name }) => name).join(' or ')}, open{' '}
            <Anchor href={`${server.publicUrl}/console/`} inherit underline="always">
              {server.publicUrl}/console/
            </Anchor>
            .
          </Text>
        </Alert>
      )}
      <Divider label="or with an admin key" />
    </>
  )
}
