import { Checkbox, Code, Text } from '@mantine/core'

import type { Server } from '../../session/server'
import { ServerNotice } from './ServerNotice'

interface ConfirmServerProps {
  server: Server
  isConfirmed: boolean
  onConfirm: (isConfirmed: boolean) => void
}

/** Shown above the key file if the page's address is not the server's public URL: asks to confirm the server or to open another address. */
export function ConfirmServer({ server, isConfirmed, onConfirm }: ConfirmServerProps) {
  const { publicUrl } = server
  return (
    <ServerNotice server={server}>
      {server.match === 'different' ? (
        <Text size="sm">
          To sign in with a key file, open <Code>{`${publicUrl}/console/`}</Code>. If this is another server, start it
          with its own public URL.
        </Text>
      ) : (
        <>
          <Text size="sm">This is normal behind a tunnel. Tokens that you sign here are valid at {publicUrl}.</Text>
          <Checkbox
            mt="sm"
            label={`This connection leads to ${publicUrl}`}
            checked={isConfirmed}
            onChange={(event) => onConfirm(event.currentTarget.checked)}
          />
        </>
      )}
    </ServerNotice>
  )
}
