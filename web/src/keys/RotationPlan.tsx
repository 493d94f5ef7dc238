import { Alert, Paper, Skeleton, Stack, Text, Timeline } from '@mantine/core'
import { useEffect, useEffectEvent } from 'react'
import { useQuery } from 'urql'

import { graphql } from '../graphql/generated'
import type { RotationPlanQuery } from '../graphql/generated/graphql'
import { DateTime } from '../ui/DateTime'
import { ProblemAlert } from '../ui/ProblemAlert'
import type { KeyFieldsFragment } from './keyFields'
import { previewOf, stepsOf } from './rotation'
import type { RotationWish } from './rotation'
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
  /** Hears whether the server would do it. */
  onPlanned: (canRotate: boolean) => void
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
  const canRotate = plan !== undefined && plan.refusal === null
  const tell = useEffectEvent(onPlanned)
  useEffect(() => tell(canRotate), [canRotate])
  if (error) return <ProblemAlert error={error} title="The plan could not be made" />
  return (
    <Paper aria-live="polite" aria-busy={fetching} mih={260} p="sm">
      {!plan && <Skeleton h={236} />}
      {plan && plan.refusal !== null && (
        <Alert color="yellow" title="It cannot be rotated like this">
          <Text size="sm">{sentence(plan.refusal)}</Text>
        </Alert>
      )}
      {plan?.refusal === null && <Planned target={target} wish={wish} plan={plan} />}
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
      kid: 'to be made',
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
          <Timeline.Item key={at + what} title={<DateTime value={at} />}>
            <Text size="sm" c="dimmed">
              {what} (<DateTime value={at} relative />)
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
    </Stack>
  )
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
