import { Group, Select, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useClient } from 'urql'

import { BulkDialog } from '../../bulk/BulkDialog'
import type { Step } from '../../bulk/run'
import type { Label } from '../../fields/field'
import { labelText } from '../../fields/labels'
import { LABELS } from '../../fields/problems'
import { graphql } from '../../graphql/generated'
import type { ApplicationRowFragment, UpdateApplicationInput } from '../../graphql/generated/graphql'
import { PART } from '../../graphql/part'
import { numberOf } from '../../usage/words'
import { impactWords } from './bulkWords'

const BulkUpdateDocument = graphql(`
  mutation BulkUpdateApplication($input: UpdateApplicationInput!) {
    updateApplication(input: $input) {
      application {
        id
      }
    }
  }
`)

const LabelsOfDocument = graphql(`
  query LabelsOfApplication($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Application {
        labels {
          key
          value
        }
      }
    }
  }
`)

/** What is done to the selected applications. */
export type BulkWork = 'enable' | 'disable' | 'label' | 'unlabel'

type Row = ApplicationRowFragment

interface BulkApplicationsProps {
  opened: boolean
  onClose: () => void
  work: BulkWork
  items: readonly Row[]
  onDone: () => void
}

const WORDS: Record<BulkWork, { verb: string; done: string }> = {
  enable: { verb: 'Enable', done: 'enabled' },
  disable: { verb: 'Disable', done: 'disabled' },
  label: { verb: 'Label', done: 'labelled' },
  unlabel: { verb: 'Remove a label from', done: 'changed' },
}

/** Enables, disables or labels many applications after one question. */
export function BulkApplications({ opened, onClose, work, items, onDone }: BulkApplicationsProps) {
  const [label, setLabel] = useState<Label>({ key: '', value: '' })
  const steps = useSteps(label)
  const { verb, done } = WORDS[work]
  const title = `${verb} ${numberOf(items.length)} ${items.length === 1 ? 'application' : 'applications'}`
  const isLabel = work === 'label' || work === 'unlabel'
  return (
    <BulkDialog
      opened={opened}
      onClose={() => {
        setLabel({ key: '', value: '' })
        onClose()
      }}
      title={title}
      confirm={title}
      done={done}
      items={items}
      isDanger={work === 'disable'}
      incomplete={isLabel && !isLabelReady(label, work)}
      step={steps[work]}
      onDone={onDone}
    >
      {work === 'disable' && <WhatStops items={items} />}
      {work === 'enable' && (
        <Text size="sm">They get tokens again, and their tokens that have not expired are valid.</Text>
      )}
      {work === 'label' && <LabelInputs label={label} onChange={setLabel} />}
      {work === 'unlabel' && (
        <KeySelect items={items} value={label.key} onChange={(key) => setLabel({ key, value: '' })} />
      )}
    </BulkDialog>
  )
}

/** What is sent for an application. */
function useSteps(label: Label): Record<BulkWork, Step<Row>> {
  const client = useClient()
  const update = async (input: UpdateApplicationInput, isLast: boolean) => {
    const { error } = await client.mutation(BulkUpdateDocument, { input }, isLast ? {} : PART).toPromise()
    return error
  }
  const enable =
    (enabled: boolean): Step<Row> =>
    ({ id }, isLast) =>
      update({ applicationId: id, enabled }, isLast)
  // The server replaces all labels, so they are read first: another person may have changed them.
  const change =
    (changed: (labels: Label[]) => Label[]): Step<Row> =>
    async ({ id, labels }, isLast) => {
      const context = { ...PART, requestPolicy: 'network-only' as const }
      const { data, error } = await client.query(LabelsOfDocument, { id }, context).toPromise()
      if (error) return error
      const known = data?.node?.__typename === 'Application' ? data.node.labels : labels
      const next = changed(known.map(({ key, value }) => ({ key, value })))
      return update({ applicationId: id, labels: next }, isLast)
    }
  return {
    enable: enable(true),
    disable: enable(false),
    label: change((labels) => [...labels.filter(({ key }) => key !== label.key), label]),
    unlabel: change((labels) => labels.filter(({ key }) => key !== label.key)),
  }
}

function isLabelReady({ key }: Label, work: 'label' | 'unlabel'): boolean {
  return work === 'unlabel' ? key !== '' : LABELS.key.test(key)
}

function WhatStops({ items }: { items: readonly Row[] }) {
  const { calls, names } = impactWords(items)
  return (
    <>
      <div role="note" aria-label="Usage">
        <Text size="sm" fw={600}>
          {calls}
        </Text>
        {names !== undefined && <Text size="sm">{names}</Text>}
      </div>
      <Text size="sm">
        They get no new tokens, and introspection reports their existing tokens as inactive at once. A service that
        verifies only the signature of a JWT accepts it until it expires.
      </Text>
      <Text size="sm">Keys, secrets and settings stay. Enable the applications to restore everything.</Text>
    </>
  )
}

function LabelInputs({ label: { key, value }, onChange }: { label: Label; onChange: (label: Label) => void }) {
  const isWrong = key !== '' && !LABELS.key.test(key)
  return (
    <>
      <Group gap="xs" align="flex-start" grow>
        <TextInput
          label="Key"
          placeholder="team"
          data-autofocus
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: 'mono' }}
          value={key}
          error={isWrong && 'Use lower-case letters, digits, dots, underscores, slashes and hyphens.'}
          onChange={(event) => onChange({ key: event.currentTarget.value.trim(), value })}
        />
        <TextInput
          label="Value"
          placeholder="billing"
          autoComplete="off"
          spellCheck={false}
          maxLength={255}
          value={value}
          onChange={(event) => onChange({ key, value: event.currentTarget.value })}
        />
      </Group>
      <Text size="sm" c="dimmed">
        An application that has a label with this key gets the new value.
      </Text>
    </>
  )
}

interface KeySelectProps {
  items: readonly Row[]
  value: string
  onChange: (key: string) => void
}

function KeySelect({ items, value, onChange }: KeySelectProps) {
  const held = new Map<string, Set<string>>()
  for (const { labels } of items)
    for (const label of labels) held.set(label.key, (held.get(label.key) ?? new Set()).add(labelText(label)))
  const keys = [...held.keys()].toSorted()
  if (keys.length === 0) return <Text size="sm">None of the selected applications has a label.</Text>
  return (
    <Select
      label="Label to remove"
      data={keys.map((key) => ({ value: key, label: [...(held.get(key) ?? [])].join(', ') }))}
      value={value === '' ? null : value}
      onChange={(key) => onChange(key ?? '')}
      data-autofocus
    />
  )
}
