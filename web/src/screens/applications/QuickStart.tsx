import { Alert, Stack, Text, Title } from '@mantine/core'
import { IconCertificate } from '@tabler/icons-react'

import { useProject } from '../../app/project'
import { useApplicationKeys } from '../../keys/owner'
import { KeyChoice } from '../../keys/samples/KeyChoice'
import { useSampleKey } from '../../keys/samples/useSampleKey'
import { EmptyState } from '../../ui/EmptyState'
import { ButtonLink } from '../../ui/links'
import { CodeBlock, Snippets } from '../../ui/Snippets'
import type { Application } from './fields'
import { SECRET_VARIABLE, samples } from './quick-start/samples'
import { credentialOf, usesSecret } from './words'

const TASKS = {
  token: {
    title: 'Get an access token',
    text: 'A complete program that authenticates the application and prints an access token.',
  },
  introspection: {
    title: 'Check whether a token is active',
    text: 'A complete program that reads a token from standard input and prints the result of introspection.',
  },
} as const

/** A first program in the reader's language, with this application's values in it. */
export function QuickStart({ application }: { application: Application }) {
  return credentialOf(application.authMethod) === 'identity' ? (
    <FederatedStart application={application} />
  ) : (
    <Programs application={application} />
  )
}

/** A platform's workload pastes what its identity says. */
function FederatedStart({ application: { id } }: { application: Application }) {
  const { slug } = useProject()
  return (
    <EmptyState
      icon={<IconCertificate />}
      title="The platform’s own token is the credential"
      action={
        <ButtonLink
          to="/projects/$slug/applications/$applicationId"
          params={{ slug, applicationId: id }}
          search={{ tab: 'identities' }}
        >
          Federated identities
        </ButtonLink>
      }
    >
      Each federated identity has the text to paste on its platform, with the values filled in.
    </EmptyState>
  )
}

function Programs({ application }: { application: Application }) {
  const { endpoints } = useProject()
  const sampleKey = useSampleKey(useApplicationKeys(application.id))
  const isService = application.type === 'SERVICE'
  const task = isService ? 'token' : 'introspection'
  const { title, text } = TASKS[task]
  const withSecret = usesSecret(application.authMethod)
  return (
    <Stack gap="md" component="section" aria-labelledby="quick-start">
      <div>
        <Title order={2} id="quick-start">
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      </div>
      {!application.enabled && (
        <Alert color="yellow" title="The application is disabled">
          <Text size="sm">Its requests are refused until you enable it.</Text>
        </Alert>
      )}
      {withSecret ? <SecretStep /> : <KeyChoice {...sampleKey} />}
      <Snippets
        label={title}
        snippets={samples({
          task,
          method: application.authMethod,
          clientId: application.clientId,
          issuer: endpoints.issuer,
          endpoint: isService ? endpoints.token : endpoints.introspection,
          key: sampleKey.value,
        })}
      />
    </Stack>
  )
}

function SecretStep() {
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        The program reads the secret from the environment. Set it in a terminal without writing it to the shell’s
        history:
      </Text>
      <CodeBlock label="Set the secret" code={`read -rs ${SECRET_VARIABLE} && export ${SECRET_VARIABLE}`} />
    </div>
  )
}
