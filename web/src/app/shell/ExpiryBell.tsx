import { ActionIcon, Group, Indicator, Popover, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBell } from '@tabler/icons-react'
import { useQuery } from 'urql'

import { graphql } from '../../graphql/generated'
import type { ExpiryBellQuery } from '../../graphql/generated/graphql'
import { useNow } from '../../ui/useNow'
import { destinationOf } from '../../ui/destination'
import { TextLink } from '../../ui/links'
import { expiryWords } from '../../ui/time'

const ExpiryBellDocument = graphql(`
  query ExpiryBell($withinDays: Int!, $first: Int!) {
    expiringKeys(withinDays: $withinDays, first: $first) {
      nodes {
        id
        expiresAt
        ...DestinationFields
      }
      totalCount
    }
  }
`)

const WITHIN_DAYS = 30
const ROWS = 10

type ExpiringKey = ExpiryBellQuery['expiringKeys']['nodes'][number]

/** The keys of all projects that expire soon and have no successor. */
export function ExpiryBell() {
  const [isOpen, popover] = useDisclosure()
  const [{ data }] = useQuery({
    query: ExpiryBellDocument,
    variables: { withinDays: WITHIN_DAYS, first: ROWS },
  })
  const keys = data?.expiringKeys
  const count = keys?.totalCount ?? 0
  const label = count === 0 ? 'No keys expire soon' : count === 1 ? '1 key expires soon' : `${count} keys expire soon`
  return (
    <Popover opened={isOpen} onChange={popover.toggle} position="bottom-end" width={320} trapFocus>
      <Indicator disabled={count === 0} color="red" size={8} offset={6}>
        <Popover.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} onClick={popover.toggle}>
            <IconBell size={18} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Stack gap="xs" tabIndex={-1} data-autofocus>
          <Text size="sm" fw={600}>
            Keys expiring soon
          </Text>
          {count === 0 && (
            <Text size="sm" c="dimmed">
              Every key that expires within {WITHIN_DAYS} days has a successor.
            </Text>
          )}
          {keys?.nodes.map((key) => (
            <Row key={key.id} subject={key} onFollow={popover.close} />
          ))}
          {keys && count > keys.nodes.length && (
            <Text size="sm" c="dimmed">
              And {count - keys.nodes.length} more within {WITHIN_DAYS} days.
            </Text>
          )}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function Row({ subject, onFollow }: { subject: ExpiringKey; onFollow: () => void }) {
  const now = useNow()
  const destination = destinationOf(subject)
  if (!destination || subject.expiresAt === null) return null
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <TextLink {...destination.target} size="sm" fw={500} truncate onClick={onFollow}>
          {destination.label}
        </TextLink>
        <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
          {expiryWords(Date.parse(subject.expiresAt), now)}
        </Text>
      </Group>
      <Text size="xs" c="dimmed" truncate>
        {destination.description}
      </Text>
    </div>
  )
}
