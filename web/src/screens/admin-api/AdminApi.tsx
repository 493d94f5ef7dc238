import { Button, Group, Stack, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconUpload } from '@tabler/icons-react'

import { useProject } from '../../app/project'
import { GenerateDialog } from '../../keys/GenerateDialog'
import { ImportDialog } from '../../keys/ImportDialog'
import { KeyDetails } from '../../keys/KeyDetails'
import { KeyTable } from '../../keys/KeyTable'
import { useProjectAdminKeys, writePermission } from '../../keys/owner'
import { usePermission } from '../../session/useSession'
import { CopyRow } from '../../ui/CopyRow'
import { Page } from '../../ui/Page'

/** The project's Admin API and the keys that may call it. */
export function AdminApi() {
  const { slug, endpoints } = useProject()
  const owner = useProjectAdminKeys()
  const canWrite = usePermission(writePermission(owner))
  const [isGenerating, generating] = useDisclosure()
  const [isImporting, importing] = useDisclosure()
  return (
    <Page
      title="Admin API"
      description="Everything that this portal does, for your servers: GraphQL, called with tokens that an admin key signs."
    >
      <section aria-label="Where it is">
        <CopyRow label="Endpoint" value={endpoints.graphql} />
        <CopyRow label="Project ID (audience)" value={slug} />
      </section>
      <Stack gap="sm" component="section" aria-labelledby="admin-keys">
        <Group justify="space-between">
          <Title order={2} id="admin-keys">
            Admin keys
          </Title>
          {canWrite && (
            <Group gap="xs">
              <Button variant="default" leftSection={<IconUpload size={16} />} onClick={importing.open}>
                Import
              </Button>
              <Button leftSection={<IconPlus size={16} />} onClick={generating.open}>
                Generate key
              </Button>
            </Group>
          )}
        </Group>
        <KeyTable
          owner={owner}
          label="Admin keys"
          empty={{
            text: 'A server that manages this project signs its requests with an admin key. Generate one, save its file there, and start from a sample below.',
          }}
        />
      </Stack>
      <KeyDetails />
      <GenerateDialog owner={owner} opened={isGenerating} onClose={generating.close} />
      <ImportDialog owner={owner} opened={isImporting} onClose={importing.close} />
    </Page>
  )
}
