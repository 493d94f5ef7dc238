import { Group, Stack, Text, Title } from '@mantine/core'

import { CopyIcon } from '../ui/CopyRow'
import { DateTime } from '../ui/DateTime'
import { membersOf } from './members'
import type { Member } from './members'
import classes from './Members.module.css'

interface MembersProps {
  title: string
  json: unknown
  /** Whether the signature held: else everybody could have written it. */
  isSigned: boolean
}

/** The header or the claims of a token, member by member. */
export function Members({ title, json, isSigned }: MembersProps) {
  const members = membersOf(json)
  if (!members) return null
  const id = title.toLowerCase()
  return (
    <Stack component="section" gap="xs" aria-labelledby={id}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} id={id}>
          {title}
        </Title>
        <CopyIcon label={`the ${id} as JSON`} value={JSON.stringify(json, null, 2)} />
      </Group>
      {!isSigned && (
        <Text size="sm" c="dimmed">
          The sender’s words: no signature vouches for them.
        </Text>
      )}
      <dl className={classes.members}>
        {members.map((member) => (
          <MemberRow key={member.name} member={member} />
        ))}
      </dl>
    </Stack>
  )
}

function MemberRow({ member: { name, meaning, value, time } }: { member: Member }) {
  return (
    <div className={classes.member}>
      <dt>
        <span className="mono">{name}</span>
        {meaning !== undefined && <span className={classes.meaning}>{meaning}</span>}
      </dt>
      <dd>
        <span className="mono">{value}</span>
        {time !== undefined && (
          <Text size="sm" c="dimmed">
            <DateTime value={time} seconds /> (<DateTime value={time} relative />)
          </Text>
        )}
      </dd>
    </div>
  )
}
