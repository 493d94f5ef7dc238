import { Alert, Code, List, Text } from '@mantine/core'
import { IconLockOff } from '@tabler/icons-react'

/** Says why a key cannot be used over plain HTTP, and the three ways around. */
export function InsecureNotice() {
  const { hostname, port } = location
  const local = port === '' ? '80' : port
  return (
    <Alert color="yellow" icon={<IconLockOff aria-hidden />} title="This page was not loaded over HTTPS">
      <Text size="sm">Browsers let a page use keys over HTTPS and on localhost only. To sign in with a key file:</Text>
      <List size="sm" mt="xs" spacing={6}>
        <List.Item>put HTTPS before the server, or</List.Item>
        <List.Item>
          reach it as localhost: <Code>{`ssh -L 8080:127.0.0.1:${local} ${hostname}`}</Code>, then open{' '}
          <Code>http://localhost:8080/console/</Code>, or
        </List.Item>
        <List.Item>
          sign a token where the key is, and paste it here: <Code>keyplane token mint --key-file admin-key.json</Code>
        </List.Item>
      </List>
    </Alert>
  )
}
