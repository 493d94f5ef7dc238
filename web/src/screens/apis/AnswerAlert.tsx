import { Alert, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'

import type { InspectionFieldsFragment } from '../../graphql/generated/graphql'
import { WithTimes } from '../../ui/WithTimes'
import { answerOf } from './answer'
import classes from './AnswerAlert.module.css'

/** The answer in one look: the status, what follows, and what the API gets or what to do. */
export function AnswerAlert({ inspection }: { inspection: InspectionFieldsFragment }) {
  const { status, meaning, headers } = answerOf(inspection)
  const isYes = status === 200
  const first = inspection.checks.find((check) => check.status === 'FAILED')
  return (
    <Alert
      color={isYes ? 'green' : 'red'}
      icon={isYes ? <IconCircleCheck aria-hidden /> : <IconCircleX aria-hidden />}
      title={`The server answers the gateway with ${status}`}
    >
      <Text size="sm">{meaning}</Text>
      {first && (
        <Text size="sm">
          <WithTimes text={first.detail} />
        </Text>
      )}
      {isYes && (
        <>
          <Text size="sm" mt="xs">
            The API receives:
          </Text>
          <dl className={classes.headers}>
            {headers.map(({ name, value }) => (
              <div key={name} className={classes.header}>
                <dt className="mono">{name}</dt>
                <dd className="mono">
                  {value === '' ? (
                    <Text span inherit c="dimmed">
                      (empty)
                    </Text>
                  ) : (
                    value
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Alert>
  )
}
