import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

import type { AuditEventFieldsFragment, ActorType } from '../../graphql/generated/graphql'
import { CopyRow } from '../../ui/CopyRow'
import { DateTime } from '../../ui/DateTime'
import { NodeLink } from '../../ui/NodeLink'
import { Changes } from './Changes'
import classes from './EventDetails.module.css'

const ACTORS: Record<ActorType, string> = {
  ADMIN_KEY: 'Holder of an admin key',
  LOCAL: 'Somebody at the command line of the server',
  SYSTEM: 'Keyplane by itself',
}

/** Who did what to what, when and from where; what changed; and its place in the chain. */
export function EventDetails({ event }: { event: AuditEventFieldsFragment }) {
  return (
    <Stack gap="lg">
      <dl className={classes.facts}>
        <Fact label="When">
          <DateTime value={event.at} seconds /> <Text c="dimmed" size="sm">{event.at}</Text>
        </Fact>
        <Fact label="Action">
          <span className="mono">{event.action}</span>
        </Fact>
        <Fact label="To what">{event.targetId === null ? 'Nothing in particular' : <NodeLink id={event.targetId} />}</Fact>
        <Fact label="Who">{event.actorKeyId === null ? ACTORS[event.actorType] : <NodeLink id={event.actorKeyId} />}</Fact>
        <Fact label="From where">
          <span className="mono">{event.sourceAddress ?? 'Not over the network'}</span>
        </Fact>
      </dl>
      <Section title="What changed">
        <Changes changes={event.changes} />
      </Section>
      <Section title="Chain">
        <Text size="sm" c="dimmed">
          The hash covers this event and the hash before it, so that no event can be changed or left out unseen.
        </Text>
        <div>
          <CopyRow label="Event" value={event.id} />
          {event.requestId !== null && <CopyRow label="Request" value={event.requestId} />}
          <CopyRow label="Place" value={String(event.sequence)} />
          <CopyRow label="Hash" value={event.hash} />
          {event.previousHash !== '' && <CopyRow label="Hash before" value={event.previousHash} />}
        </div>
      </Section>
    </Stack>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack component="section" gap="xs">
      <Title order={3}>{title}</Title>
      {children}
    </Stack>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
