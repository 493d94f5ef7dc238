import { Alert, Box, Button, Code, Text } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { Suspense, lazy } from 'react'
import type { CombinedError } from 'urql'

import { problemOf } from '../graphql/errors'
import { outage } from '../graphql/outage'
import { isRetryable } from '../graphql/retryable'
import { Problem } from '../session/problem'

const StepUpButton = lazy(() => import('./StepUp').then(({ StepUpButton }) => ({ default: StepUpButton })))

/** What was refused, why, and what to do. Takes an error of a query or mutation, or a problem. */
export function ProblemAlert({ error, title }: { error: CombinedError | Problem; title?: string }) {
  const problem = error instanceof Problem ? error : problemOf(error)
  return (
    <Alert color="red" role="alert" title={title ?? problem.message} icon={<IconAlertTriangle aria-hidden />}>
      {title && <Text size="sm">{problem.message}</Text>}
      {problem.remedy && <Text size="sm">{problem.remedy}</Text>}
      {!(error instanceof Problem) && isRetryable(error) && (
        <Button
          size="xs"
          variant="default"
          mt="xs"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={outage.retry}
        >
          Try again
        </Button>
      )}
      {problem.reason === 'STEP_UP' && (
        <Box mt="xs">
          <Suspense>
            <StepUpButton />
          </Suspense>
        </Box>
      )}
      {problem.reason && (
        <Text size="xs" mt="xs" c="dimmed">
          Reason: <Code>{problem.reason}</Code>
        </Text>
      )}
    </Alert>
  )
}
