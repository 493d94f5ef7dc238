import { Alert, Group, Paper, Skeleton, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { useProject } from '../app/project'
import { DateTime } from '../ui/DateTime'
import { TextLink } from '../ui/links'
import { ProblemAlert } from '../ui/ProblemAlert'
import { KeyTimeline } from './timeline/KeyTimeline'
import type { Ring } from './useRing'

interface RingCardProps {
  ring: Ring
  /** The button that makes a key, for where none can sign. */
  action?: ReactNode
}

/** The picture of a project's signing keys and the key that signs now; if none does, what to do. */
export function RingCard({ ring, action }: RingCardProps) {
  const { slug, keyPolicy } = useProject()
  const { keys, signer, nextRotationAt, more, error } = ring
  if (error && !keys) return <ProblemAlert error={error} />
  const name = (id: string) => keys?.find((key) => key.id === id)?.name ?? id
  return (
    <Stack gap="sm">
      {signer === null && (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title="No key can sign">
          <Stack gap="sm" align="flex-start">
            <Text size="sm">
              The token endpoint answers 503 until an active key exists. Generate a key: it signs at once.
            </Text>
            {action}
          </Stack>
        </Alert>
      )}
      <Paper>
        <Stack gap="sm">
          <Group justify="space-between" gap="xs" mih={22}>
            <Text size="sm">
              {!keys && <Skeleton component="span" display="inline-block" h={14} w="14rem" />}
              {signer && (
                <>
                  <b>{signer.name}</b> signs now
                </>
              )}
            </Text>
            <Text size="sm" c="dimmed">
              {keys && <NextRotation at={nextRotationAt} />}
            </Text>
          </Group>
          {keys ? (
            <KeyTimeline
              keys={keys}
              algorithm={keyPolicy.signingAlgorithm}
              nextRotationAt={nextRotationAt}
              label={(id) => (
                <TextLink
                  to="/projects/$slug/signing-keys"
                  params={{ slug }}
                  search={{ key: id }}
                  resetScroll={false}
                  size="sm"
                >
                  {name(id)}
                </TextLink>
              )}
            />
          ) : (
            <Skeleton h={104} />
          )}
          {more > 0 && (
            <Text size="sm" c="dimmed">
              And {more} older keys.
            </Text>
          )}
        </Stack>
      </Paper>
    </Stack>
  )
}

function NextRotation({ at }: { at: string | null }) {
  if (at === null) return <>No rotation is scheduled</>
  return (
    <>
      Next rotation: <DateTime value={at} />
    </>
  )
}
