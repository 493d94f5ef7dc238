import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

import type { AuditEventFieldsFragment, ActorType } from '../../graphql/generated/graphql'
import { CopyRow } from '../../ui/CopyRow'
import { DateTime } from '../../ui/DateTime'
import { NodeLink } from '../../ui/NodeLink'
import { Changes } from './Changes'
import { EventSentence } from '../../audit/EventSentence'
import type { Actor } from '../../audit/useActors'
import classes from './EventDetails.module.css'

const ACTORS: Record<ActorType, string> = {
  ADMIN_KEY: 'Admin key',
  LOCAL: 'Command line of the server',
  SYSTEM: 'Keyplane (automatic)',
  OPERATOR: 'Person',
}

interface EventDetailsProps {
  event: AuditEventFieldsFragment
  actors: ReadonlyMap<string, Actor>
}

/** Who did what to what, when and from where; what changed; and its place in the chain. */
export function EventDetails({ event, actors }: EventDetailsProps) {
  return (
    <Stack gap="lg">
      <Text>
        <EventSentence event={event} actors={actors} />
      </Text>
      <dl className={classes.facts}>
        <Fact label="When">
          <DateTime value={event.at} seconds />{' '}
          <Text c="dimmed" size="sm">
            {event.at}
          </Text>
        </Fact>
        <Fact label="Action">
          <span className="mono">{event.action}</span>
        </Fact>
        <Fact label="Target">{event.targetId === null ? 'None' : <NodeLink id={event.targetId} />}</Fact>
        <Fact label="Actor">{event.operator ? <Person {...event.operator} /> : <ActorKey event={event} />}</Fact>
        <Fact label="Source address">
          <span className="mono">{event.sourceAddress ?? 'None: not over the network'}</span>
        </Fact>
      </dl>
      <Section title="Changes">
        <Changes changes={event.changes} />
      </Section>
      <Section title="Chain">
        <Text size="sm" c="dimmed">
          The hash covers this event and the previous hash, so that a changed or missing event is detected.
        </Text>
        <div>
          <CopyRow label="Event" value={event.id} />
          {event.requestId !== null && <CopyRow label="Request" value={event.requestId} />}
          <CopyRow label="Place" value={String(event.sequence)} />
          <CopyRow label="Hash" value={event.hash} />
          {event.previousHash !== '' && <CopyRow label="Previous hash" value={event.previousHash} />}
        </div>
      </Section>
    </Stack>
  )
}

function ActorKey({ event }: { event: AuditEventFieldsFragment }) {
  return event.actorKeyId === null ? ACTORS[event.actorType] : <NodeLink id={event.actorKeyId} />
}

/** A person as the session's row said at the time of the event. */
function Person({ name, email, issuer, subject, ruleName }: NonNullable<AuditEventFieldsFragment['operator']>) {
  return (
    <>
      <Text size="sm" fw={500}>
        {name}
      </Text>
      {email !== null && <Text size="sm">{email}</Text>}
      {ruleName !== null && <Text size="sm">By the rule {ruleName}</Text>}
      <Text className="mono" c="dimmed" fz="xs">
        {subject} · {issuer}
      </Text>
    </>
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
