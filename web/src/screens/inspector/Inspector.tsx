import { Button, Code, Group, Stack, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconFileSearch } from '@tabler/icons-react'
import { useState } from 'react'

import { useProjectIfAny } from '../../app/project'
import { tokenOf } from '../../inspection/tokenText'
import { useInspection } from '../../inspection/useInspection'
import { EmptyState } from '../../ui/EmptyState'
import { Page } from '../../ui/Page'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import { Inspection } from './Inspection'

const DEBOUNCE_MILLISECONDS = 150

/** Why a token is accepted or refused; of a project, or of the instance. */
export function Inspector() {
  const project = useProjectIfAny()
  const [pasted, setPasted] = useState('')
  const [token] = useDebouncedValue(tokenOf(pasted), DEBOUNCE_MILLISECONDS)
  const [{ data, error, fetching }, inspect] = useInspection({ token, projectId: project?.id })
  return (
    <Page
      title="Token inspector"
      description={`Paste a token to see whether ${project ? 'this project' : 'this server'} would accept it now, and why not. Nothing is spent: a single-use assertion stays good.`}
    >
      <Textarea
        label="Token"
        description="An access token, an assertion of an application, or an admin token. It is sent to this server only, and kept nowhere."
        placeholder="eyJ…"
        value={pasted}
        onChange={(event) => setPasted(event.currentTarget.value)}
        autosize
        minRows={4}
        maxRows={10}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: 'mono' }}
      />
      {pasted !== '' && (
        <Group gap="xs" mt="calc(var(--mantine-spacing-xs) * -1)">
          <Button variant="default" size="xs" loading={fetching} onClick={() => inspect()}>
            Inspect again
          </Button>
          <Button variant="subtle" color="gray" size="xs" onClick={() => setPasted('')}>
            Clear
          </Button>
        </Group>
      )}
      <Stack gap="lg" aria-live="polite">
        {token === '' && <NothingPasted />}
        {token !== '' && error && <ProblemAlert error={error} />}
        {token !== '' && !data && !error && <RowsSkeleton rows={7} />}
        {token !== '' && data && !error && <Inspection inspection={data.inspectToken} />}
      </Stack>
    </Page>
  )
}

function NothingPasted() {
  return (
    <EmptyState icon={<IconFileSearch />} title="No token yet">
      Every check appears here, with what was expected and what was found. At a terminal,{' '}
      <Code>keyplane token inspect</Code> checks one against a JWKS.
    </EmptyState>
  )
}
