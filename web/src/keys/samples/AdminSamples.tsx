import { Stack, Text, Title } from '@mantine/core'

import { Snippets } from '../../ui/Snippets'
import type { InstanceKeys, ProjectKeys } from '../owner'
import { KeyChoice } from './KeyChoice'
import { adminSamples } from './adminSamples'
import { useSampleKey } from './useSampleKey'

/** A first program in the reader's language that calls the Admin API, with the values filled in. */
export function AdminSamples({ owner }: { owner: InstanceKeys | ProjectKeys }) {
  const sampleKey = useSampleKey(owner)
  const isInstance = owner.kind === 'instance'
  return (
    <Stack gap="md" component="section" aria-labelledby="samples">
      <div>
        <Title order={2} id="samples">
          Call it from your server
        </Title>
        <Text size="sm" c="dimmed">
          A complete program that signs a token with the key file and prints the permissions of the key.
        </Text>
      </div>
      <KeyChoice {...sampleKey} />
      <Snippets
        label="Call the Admin API"
        snippets={adminSamples({
          endpoint: owner.endpoint,
          audience: owner.audience,
          key: sampleKey.value,
          query: isInstance ? INSTANCE_QUERY : projectQuery(owner.slug),
        })}
      />
    </Stack>
  )
}

const INSTANCE_QUERY = `{
  viewer { scope permissions }
  projects(first: 10) { totalCount nodes { id slug name } }
}`

function projectQuery(slug: string): string {
  return `{
  viewer { scope permissions }
  project(slug: "${slug}") { name applications(first: 10) { totalCount nodes { id name } } }
}`
}
