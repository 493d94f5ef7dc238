import { Button, Code, Group, List, Skeleton, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'

import { useProject } from '../../app/project'
import type { Gateway } from '../../graphql/generated/graphql'
import { download } from '../../ui/download'
import { CodeBlock } from '../../ui/Snippets'
import { GATEWAYS } from './gateways'

interface GatewayFileProps {
  /** The API's name. */
  api: string
  gateway: Gateway
  /** Undefined while it is on its way. */
  config: string | undefined
  /** Whether there is none. */
  isRefused: boolean
}

/** The configuration of one gateway: to copy, to save, and where it goes. */
export function GatewayFile({ api, gateway, config, isRefused }: GatewayFileProps) {
  const { slug } = useProject()
  const { label, since, place, commands, closed, page, ...words } = GATEWAYS[gateway]
  const filename = words.filename(slug, api)
  return (
    <Stack gap="md">
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 12rem', minWidth: 0 }}>
          <Text className="mono" fw={600}>
            {filename}
          </Text>
          <Text size="sm" c="dimmed">
            {since}
          </Text>
        </div>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={config === undefined}
          aria-label={`Download ${filename}`}
          // As plain text, a Caddyfile would become a Caddyfile.txt.
          onClick={() =>
            config !== undefined && download({ filename, mediaType: 'application/octet-stream', content: config })
          }
        >
          Download
        </Button>
      </Group>
      {config !== undefined && <CodeBlock label={`Configuration of ${label}`} code={config} />}
      {config === undefined && !isRefused && <Skeleton h="32rem" />}
      {config === undefined && isRefused && (
        <Text size="sm" c="dimmed" py="xl" ta="center">
          Enter a valid upstream URL to see the configuration.
        </Text>
      )}
      <List size="sm" spacing={6}>
        <List.Item>{place}</List.Item>
        <List.Item>
          Check and load it: <Code>{commands(filename)}</Code>
        </List.Item>
        <List.Item>While Keyplane is unreachable, the gateway refuses every request with {closed}.</List.Item>
        <List.Item>
          In place of <Code>/verify</Code>, <Code>/scopes/read+write/verify</Code> accepts only tokens with both scopes.
          To require scopes for single routes, see <Code>{page}</Code> in the source repository.
        </List.Item>
      </List>
    </Stack>
  )
}
