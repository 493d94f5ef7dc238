import { Alert, Paper, Skeleton, Stack, Text, Timeline } from '@mantine/core'
import { useEffect, useEffectEvent } from 'react'
import { useQuery } from 'urql'

import { sentence } from '../graphql/errors'
import { graphql } from '../graphql/generated'
import type { RotationPlanQuery } from '../graphql/generated/graphql'
import { DateTime } from '../ui/DateTime'
import { ProblemAlert } from '../ui/ProblemAlert'
import type { KeyFieldsFragment } from './keyFields'
import { previewOf, refusalOf, stepsOf } from './rotation'
import type { Refusal, RotationWish } from './rotation'
import { KeyTimeline } from './timeline/KeyTimeline'
import type { KeyDates } from './timeline/life'

const PlanDocument = graphql(`
  query RotationPlan($id: ID!, $activatesAt: DateTime, $overlapSeconds: Int, $force: Boolean!) {
    node(id: $id) {
      __typename
      id
      ... on Key {
        rotationPreview(activatesAt: $activatesAt, overlapSeconds: $overlapSeconds, force: $force) {
          successorPublishedAt
          successorActivatesAt
          retiresAt
          expiresAt
          refusal
        }
      }
    }
  }
`)

type Plan = Extract<NonNullable<RotationPlanQuery['node']>, { __typename: 'Key' }>['rotationPreview']

interface RotationPlanProps {
  target: KeyFieldsFragment
  wish: RotationWish
  /** Hears what the server says: undefined before it has, null where it would do it. */
  onPlanned: (refusal: Refusal | null | undefined) => void
}

/** What the server would do: as a picture, and step by step; or why it would not. */
export function RotationPlan({ target, wish, onPlanned }: RotationPlanProps) {
  const [{ data, error, fetching }] = useQuery({
    query: PlanDocument,
    variables: { id: target.id, ...previewOf(target.purpose, wish) },
    requestPolicy: 'network-only',
    // Until a time is chosen there is nothing to plan.
    pause: wish.when === 'at' && wish.activatesAt === null,
  })
  const plan = data?.node?.__typename === 'Key' ? data.node.rotationPreview : undefined
  const refusal = plan?.refusal
  const tell = useEffectEvent(() => onPlanned(typeof refusal === 'string' ? refusalOf(refusal) : refusal))
  useEffect(() => tell(), [refusal])
  if (error) return <ProblemAlert error={error} title="The rotation plan is not available" />
  if (typeof refusal === 'string') {
    const { field, message } = refusalOf(refusal)
    // A field that is refused says so itself.
    const text = field === null ? sentence(message) : 'Choose another time to see what will happen.'
    return (
      <Alert color="yellow" title="The key cannot be rotated like this" role="status">
        <Text size="sm">{text}</Text>
      </Alert>
    )
  }
  return (
    <Paper aria-live="polite" aria-busy={fetching} p="sm">
      {plan ? <Planned target={target} wish={wish} plan={plan} /> : <Skeleton h={320} />}
    </Paper>
  )
}

function Planned({ target, wish, plan }: { target: KeyFieldsFragment; wish: RotationWish; plan: Plan }) {
  const keys: KeyDates[] = [
    { ...target, name: 'This key', retiresAt: plan.retiresAt, expiresAt: plan.expiresAt },
    {
      ...target,
      id: 'successor',
      name: 'Successor',
      kid: 'new',
      createdAt: plan.successorPublishedAt,
      activatesAt: plan.successorActivatesAt,
      retiresAt: null,
      expiresAt: wish.expiresAt,
      revokedAt: null,
    },
  ]
  return (
    <Stack gap="md">
      <Text size="sm" fw={600}>
        What will happen
      </Text>
      <KeyTimeline keys={keys} algorithm={target.algorithm} />
      <Timeline bulletSize={12} lineWidth={2} active={0}>
        {stepsOf(target.purpose, plan).map(({ at, what }) => (
          <Timeline.Item
            key={what}
            mt="sm"
            title={
              <Text size="sm" fw={500} component="span">
                {at === null ? 'At once' : <DateTime value={at} />}
              </Text>
            }
          >
            <Text size="sm" c="dimmed">
              {what}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Stack>
  )
}
