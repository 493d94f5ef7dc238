import { Alert, Code, List, Text } from '@mantine/core'
import { IconLockOff } from '@tabler/icons-react'

/** Says why a key cannot be used over plain HTTP, and the three ways around. */
export function InsecureNotice() {
  const { hostname, port } = location
  const local = port === '' ? '80' : port
  return (
    <Alert color="yellow" icon={<IconLockOff aria-hidden />} title="This page is not loaded over HTTPS">
      <Text size="sm">
        Browsers allow keys only over HTTPS and on localhost. To sign in with a key file, do one of these:
      </Text>
      <List size="sm" mt="xs" spacing={6}>
        <List.Item>Serve the portal over HTTPS.</List.Item>
        <List.Item>
          Forward a local port: <Code>{`ssh -L 8080:127.0.0.1:${local} ${hostname}`}</Code>, then open{' '}
          <Code>http://localhost:8080/console/</Code>, or
        </List.Item>
        <List.Item>
          Sign a token where the key is, and paste it here: <Code>keyplane token mint --key-file admin-key.json</Code>
        </List.Item>
      </List>
    </Alert>
  )
}
