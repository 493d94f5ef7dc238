import { Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconCircleCheckFilled, IconCircleMinus, IconCircleXFilled } from '@tabler/icons-react'

import type { CheckStatus, InspectionFieldsFragment } from '../graphql/generated/graphql'
import { WithTimes } from '../ui/WithTimes'
import classes from './Checks.module.css'

type Check = InspectionFieldsFragment['checks'][number]

const STATUSES: Record<CheckStatus, { word: string; color: string; Icon: typeof IconCircleMinus }> = {
  PASSED: { word: 'Passed', color: 'green', Icon: IconCircleCheckFilled },
  FAILED: { word: 'Failed', color: 'red', Icon: IconCircleXFilled },
  SKIPPED: { word: 'Skipped', color: 'gray', Icon: IconCircleMinus },
}

/** Each check in the order in which they count, with what was expected and what was found. */
export function Checks({ checks }: { checks: Check[] }) {
  return (
    <Stack component="section" gap="xs" aria-labelledby="checks">
      <Title order={2} id="checks">
        Checks
      </Title>
      <div>
        <div className={classes.head} aria-hidden>
          <span>Expected</span>
          <span>Found</span>
        </div>
        <ol className={classes.list}>
          {checks.map((check, place) => (
            // The rules of several identities can be about one claim.
            <CheckItem key={`${place} ${check.name}`} check={check} />
          ))}
        </ol>
      </div>
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
          <div className={classes.fact}>
            <dt>Expected</dt>
            <dd>
              <WithTimes text={expected} />
            </dd>
          </div>
          <div className={classes.fact}>
            <dt>Found</dt>
            <dd className="mono" data-wrong={status === 'FAILED' || undefined}>
              <WithTimes text={found} />
            </dd>
          </div>
        </dl>
      )}
      {status === 'FAILED' && (
        <Text size="sm" className={classes.remedy}>
          <WithTimes text={detail} />
        </Text>
      )}
    </li>
  )
}
