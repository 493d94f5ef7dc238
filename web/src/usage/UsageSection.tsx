import { Group, SegmentedControl, Skeleton, Text, Title } from '@mantine/core'
import { useId, useState } from 'react'
import { useQuery } from 'urql'

import { graphql } from '../graphql/generated'
import { ProblemAlert } from '../ui/ProblemAlert'
import { useNow } from '../ui/useNow'
import { rangeOf, totalOf } from './points'
import type { UsagePoint, UsageSpan } from './points'
import { UsageChart } from './UsageChart'

const UsageDocument = graphql(`
  query Usage($id: ID!, $from: DateTime!, $to: DateTime!, $step: UsageStep!) {
    node(id: $id) {
      __typename
      id
      ... on Application {
        usage(from: $from, to: $to, step: $step) {
          at
          accepted
          refused
        }
      }
      ... on Api {
        usage(from: $from, to: $to, step: $step) {
          at
          accepted
          refused
        }
      }
      ... on Key {
        usage(from: $from, to: $to, step: $step) {
          at
          accepted
          refused
        }
      }
    }
  }
`)

const SPANS: { value: UsageSpan; label: string; time: string }[] = [
  { value: 'day', label: '24 hours', time: 'the last 24 hours' },
  { value: 'week', label: '8 days', time: 'the last 8 days' },
  { value: 'year', label: 'Year', time: 'the last year' },
]

function isUnused(points: readonly UsagePoint[]): boolean {
  const { accepted, refused } = totalOf(points)
  return accepted + refused === 0
}

interface UsageSectionProps {
  id: string
  /** What it is, in the middle of a sentence: "the application". */
  of: string
  /** What counts as its call. */
  description: string
  /** Level of the heading. */
  order?: 2 | 4
}

/** How often an application, an API or a key is used. */
export function UsageSection({ id, of, description, order = 2 }: UsageSectionProps) {
  const heading = useId()
  const [span, setSpan] = useState<UsageSpan>('day')
  const range = rangeOf(span, useNow())
  const [{ data, error }] = useQuery({
    query: UsageDocument,
    variables: { id, ...range },
    requestPolicy: 'cache-and-network',
  })
  const points = data?.node && 'usage' in data.node ? data.node.usage : undefined
  const { time } = SPANS.find(({ value }) => value === span) ?? { time: '' }
  return (
    <section aria-labelledby={heading}>
      <Group justify="space-between" align="flex-start" gap="sm" mb="sm">
        <div style={{ flex: '1 1 14rem' }}>
          <Title order={order} id={heading}>
            Usage
          </Title>
          <Text size="sm" c="dimmed" maw="46rem">
            {description}
          </Text>
        </div>
        <SegmentedControl
          size="xs"
          aria-label="Time that the chart shows"
          value={span}
          onChange={setSpan}
          data={SPANS}
        />
      </Group>
      {error && !points && <ProblemAlert error={error} />}
      {!error && !points && <Skeleton h={140} aria-busy="true" />}
      {points && isUnused(points) && (
        <Text size="sm" role="status">
          No calls in {time}.
        </Text>
      )}
      {points && !isUnused(points) && <UsageChart of={of} time={time} points={points} isDays={range.step === 'DAY'} />}
    </section>
  )
}
