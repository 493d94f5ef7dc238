import { Alert, Code, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import type { Server } from '../../session/server'

/** Warns that the page's address is not the server's public URL; `children` say what to do. */
export function ServerNotice({ server, children }: { server: Server; children: ReactNode }) {
  if (server.match === 'same') return null
  return (
    <Alert
      color="yellow"
      icon={<IconAlertTriangle aria-hidden />}
      title="The address of this page is not the server's public URL"
    >
      <Text size="sm" mb="xs">
        The page is loaded from <Code>{server.origin}</Code>. The server’s public URL is <Code>{server.publicUrl}</Code>
        .
      </Text>
      {children}
    </Alert>
  )
}
