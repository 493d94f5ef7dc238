import { Alert, Button, Stack, Text } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'

/** What is shown in the place of a screen that failed; most often its code is of an older build. */
export function Crash({ error }: ErrorComponentProps) {
  return (
    <Alert color="red" title="This page failed to load" role="alert">
      <Stack gap="sm" align="flex-start">
        <Text>{error instanceof Error ? error.message : String(error)}</Text>
        <Button variant="default" onClick={() => location.reload()}>
          Reload page
        </Button>
      </Stack>
    </Alert>
  )
}
