import { Paper, Stack, Text, Title } from '@mantine/core'

import { useProject } from '../../app/project'
import { CopyRow } from '../../ui/CopyRow'
import { ApplicationKeys } from './ApplicationKeys'
import { UsageSection } from '../../usage/UsageSection'
import type { Application } from './fields'
import { Secrets } from './Secrets'
import { METHODS, usesSecret } from './words'

/** What identifies an application, and what proves it. */
export function Credentials({ application }: { application: Application }) {
  return (
    <Stack gap="xl">
      <Identity application={application} />
      <UsageSection
        id={application.id}
        of="the application"
        description="Token requests, gateway checks and introspections of its tokens. A service that verifies a JWT by its signature alone is not seen."
      />
      {usesSecret(application.authMethod) && <Secrets application={application} />}
      <ApplicationKeys application={application} />
    </Stack>
  )
}

function Identity({ application }: { application: Application }) {
  const { endpoints } = useProject()
  const isService = application.type === 'SERVICE'
  return (
    <section aria-labelledby="identity">
      <Title order={2} id="identity" mb={4}>
        Identity
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        Authentication method: {METHODS[application.authMethod].label.toLowerCase()}.
      </Text>
      <Paper py={4}>
        <CopyRow label="Client ID" value={application.clientId} />
        <CopyRow label="Issuer" value={endpoints.issuer} />
        {isService && <CopyRow label="Token endpoint" value={endpoints.token} />}
        {!isService && <CopyRow label="Introspection endpoint" value={endpoints.introspection} />}
      </Paper>
    </section>
  )
}
