import { Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconCircleCheckFilled, IconCircleMinus, IconCircleXFilled } from '@tabler/icons-react'

import type { CheckStatus, InspectionFieldsFragment } from '../../graphql/generated/graphql'
import classes from './Checks.module.css'

type Check = InspectionFieldsFragment['checks'][number]

const STATUSES: Record<CheckStatus, { word: string; color: string; Icon: typeof IconCircleMinus }> = {
  PASSED: { word: 'Passed', color: 'green', Icon: IconCircleCheckFilled },
  FAILED: { word: 'Failed', color: 'red', Icon: IconCircleXFilled },
  SKIPPED: { word: 'Not judged', color: 'gray', Icon: IconCircleMinus },
}

/** Each check in the order in which they count, with what was expected and what was found. */
export function Checks({ checks }: { checks: Check[] }) {
  return (
    <Stack component="section" gap="xs" aria-labelledby="checks">
      <Title order={2} id="checks">
        Checks
      </Title>
      <ol className={classes.list}>
        {checks.map((check) => (
          <CheckItem key={check.name} check={check} />
        ))}
      </ol>
    </Stack>
  )
}

function CheckItem({ check: { name, status, expected, found, detail } }: { check: Check }) {
  const { word, color, Icon } = STATUSES[status]
  return (
    <li className={classes.check} data-status={status}>
      <Icon size={18} color={`var(--mantine-color-${color}-filled)`} className={classes.icon} aria-hidden />
      <Text span className={classes.name}>
        <VisuallyHidden>{word}: </VisuallyHidden>
        <span className="mono">{name}</span>
      </Text>
      {status === 'SKIPPED' ? (
        <Text span size="sm" c="dimmed" className={classes.detail}>
          {detail}
        </Text>
      ) : (
        <dl className={classes.facts}>
          <Fact label="Expected" value={expected} />
          <Fact label="Found" value={found} isWrong={status === 'FAILED'} />
        </dl>
      )}
      {status === 'FAILED' && (
        <Text size="sm" className={classes.remedy}>
          {detail}
        </Text>
      )}
    </li>
  )
}

function Fact({ label, value, isWrong = false }: { label: string; value: string | null; isWrong?: boolean }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd className="mono" data-wrong={isWrong || undefined}>
        {value}
      </dd>
    </div>
  )
}
