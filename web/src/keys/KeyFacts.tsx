import { Badge, DataList, Group, Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'

import { HistoryLink } from '../audit/HistoryLink'
import type { KeyDetailsFragment } from '../graphql/generated/graphql'
import { useViewer } from '../session/useSession'
import { CopyIcon } from '../ui/CopyRow'
import { DateTime } from '../ui/DateTime'
import { KeyStateBadge } from '../ui/KeyStateBadge'
import { TextLink } from '../ui/links'
import { shortPermissions } from './permissions'
import { algorithmName, makerOf, originOf } from './words'

/** What is known of a key. */
export function KeyFacts({ subject, actions }: { subject: KeyDetailsFragment; actions: ReactNode }) {
  const { key: own } = useViewer()
  const { predecessor, successor, permissions } = subject
  return (
    <Stack gap="md">
      <div>
        <Title order={3} style={{ overflowWrap: 'anywhere' }}>
          {subject.name}
        </Title>
        <Group gap="xs" mt={6}>
          <KeyStateBadge state={subject.state} />
          {own.id === subject.id && <Badge>Signed in with this key</Badge>}
        </Group>
      </div>
      {actions}
      <Group gap="xs">
        <HistoryLink id={subject.id} size="xs" />
        {subject.purpose === 'ADMIN' && <HistoryLink id={subject.id} as="actor" size="xs" />}
      </Group>
      <DataList labelWidth="7rem" gap={6}>
        <Fact name="Key ID">
          <Copied label="key ID" value={subject.kid} />
        </Fact>
        <Fact name="Algorithm">
          {algorithmName(subject.algorithm)}
          {subject.additionalAlgorithms.length > 0 && `, also ${subject.additionalAlgorithms.join(', ')}`}
        </Fact>
        {permissions && <Fact name="Permissions">{shortPermissions(permissions).join(', ')}</Fact>}
        <Fact name="Origin">{originOf(subject)}</Fact>
        <Fact name="Created by">
          <span className={subject.createdByKid === null ? undefined : 'mono'}>{makerOf(subject)}</span>
        </Fact>
        <Fact name="Created">
          <DateTime value={subject.createdAt} />
        </Fact>
        <Fact name="Active from">
          <DateTime value={subject.activatesAt} />
        </Fact>
        {subject.retiresAt && (
          <Fact name="Retires">
            <DateTime value={subject.retiresAt} />
          </Fact>
        )}
        <Fact name="Expires">
          <DateTime value={subject.expiresAt} none="never" />
        </Fact>
        {subject.revokedAt && (
          <Fact name="Revoked">
            <DateTime value={subject.revokedAt} />
          </Fact>
        )}
        <Fact name="Last used">
          <DateTime value={subject.lastUsedAt} none="never" />
        </Fact>
        {predecessor && (
          <Fact name="Predecessor">
            <KeyLink id={predecessor.id} kid={predecessor.kid} />
          </Fact>
        )}
        {successor && (
          <Fact name="Successor">
            <KeyLink id={successor.id} kid={successor.kid} />
          </Fact>
        )}
        <Fact name="Thumbprint">
          <Copied label="thumbprint" value={subject.thumbprint} />
        </Fact>
        <Fact name="ID">
          <Copied label="ID" value={subject.id} />
        </Fact>
      </DataList>
    </Stack>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{name}</DataList.ItemLabel>
      <DataList.ItemValue>{children}</DataList.ItemValue>
    </DataList.Item>
  )
}

function Copied({ label, value }: { label: string; value: string }) {
  return (
    <Group gap={4} wrap="nowrap" align="center">
      <span className="mono">{value}</span>
      <CopyIcon label={label} value={value} />
    </Group>
  )
}

function KeyLink({ id, kid }: { id: string; kid: string }) {
  return (
    <TextLink to="." search={(old) => ({ ...old, key: id })} resetScroll={false} className="mono">
      {kid}
    </TextLink>
  )
}
