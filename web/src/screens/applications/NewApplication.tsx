import { Paper, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'

import { useProject } from '../../app/project'
import { Page } from '../../ui/Page'
import { TextLink } from '../../ui/links'
import { NewApplicationForm } from './NewApplicationForm'
import type { MadeApplication } from './NewApplicationForm'
import { SecretReveal } from '../../ui/SecretReveal'

/** Makes an application, and shows its first secret where its method has one. */
export function NewApplication() {
  const { slug } = useProject()
  const navigate = useNavigate()
  const [made, setMade] = useState<{ id: string; name: string; secret: string }>()
  const open = (applicationId: string) =>
    navigate({
      to: '/projects/$slug/applications/$applicationId',
      params: { slug, applicationId },
      replace: true,
      ignoreBlocker: true,
    })
  const finish = ({ application: { id, name }, clientSecret }: MadeApplication) => {
    if (typeof clientSecret === 'string') setMade({ id, name, secret: clientSecret })
    else void open(id)
  }
  if (made) {
    return (
      <Page title={`Client secret of ${made.name}`}>
        <Paper>
          <SecretReveal secret={made.secret} done="Go to the application" onDone={() => void open(made.id)} />
        </Paper>
      </Page>
    )
  }
  return (
    <Page
      title="New application"
      description="Create one for each program. Each has its own keys, and you can disable each on its own."
    >
      <Stack gap="lg">
        <NewApplicationForm onMade={finish} />
        <Text size="sm">
          <TextLink to="/projects/$slug/applications" params={{ slug }}>
            Back to applications
          </TextLink>
        </Text>
      </Stack>
    </Page>
  )
}
