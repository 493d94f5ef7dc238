import { Box, Button, Group, Loader, Text } from '@mantine/core'
import { IconCircleCheck, IconPlugConnectedX } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'

import { outage } from '../../graphql/outage'
import classes from './OutageBanner.module.css'

/** Says that the server does not answer, and that it does again. Screens keep what they show meanwhile. */
export function OutageBanner() {
  const { status, isTrying } = useSyncExternalStore(outage.subscribe, outage.current)
  return (
    // Always there, so that a screen reader says what appears in it.
    <div role="status">
      {status === 'out' && (
        <Group className={classes.banner} data-status="out" gap="xs" justify="center">
          <Box visibleFrom="sm" lh={0}>
            <IconPlugConnectedX size={18} aria-hidden />
          </Box>
          <Text size="sm">The server does not answer. This page updates by itself when it does.</Text>
          <Button size="compact-sm" variant="white" color="dark" disabled={isTrying} onClick={outage.retry}>
            {isTrying ? <Loader size={14} aria-label="Trying" /> : 'Try now'}
          </Button>
        </Group>
      )}
      {status === 'back' && (
        <Group className={classes.banner} data-status="back" gap="xs" justify="center">
          <IconCircleCheck size={18} aria-hidden />
          <Text size="sm">The server answers again.</Text>
        </Group>
      )}
    </div>
  )
}
