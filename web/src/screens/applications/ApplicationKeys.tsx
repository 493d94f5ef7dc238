import { Button, Group, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconUpload } from '@tabler/icons-react'

import { GenerateDialog, ImportDialog } from '../../keys/dialogs'
import { KeyTable } from '../../keys/KeyTable'
import { useApplicationKeys, writePermission } from '../../keys/owner'
import { usePermission } from '../../session/useSession'
import type { Application } from './fields'
import { usesSecret } from './words'

/** The keys that an application signs with. */
export function ApplicationKeys({ application }: { application: Application }) {
  const owner = useApplicationKeys(application.id)
  const canWrite = usePermission(writePermission(owner))
  const [isGenerating, generating] = useDisclosure()
  const [isImporting, importing] = useDisclosure()
  const isNeeded = !usesSecret(application.authMethod)
  return (
    <section aria-labelledby="keys">
      <Group justify="space-between" align="flex-start" mb="sm">
        <div style={{ flex: '1 1 16rem' }}>
          <Title order={2} id="keys">
            Keys
          </Title>
          <Text size="sm" c="dimmed" maw="46rem">
            {purposeOf(application)}
          </Text>
        </div>
        {canWrite && (
          <Group gap="xs">
            <Button variant="default" leftSection={<IconUpload size={16} aria-hidden />} onClick={importing.open}>
              Import
            </Button>
            <Button
              variant={isNeeded ? 'filled' : 'default'}
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={generating.open}
            >
              Generate key
            </Button>
          </Group>
        )}
      </Group>
      <KeyTable
        owner={owner}
        label="Keys of the application"
        empty={{
          text: isNeeded
            ? 'It cannot prove itself without one. Generate a key here or in this browser, or import the public half of one that the application has made.'
            : 'It needs none to prove itself.',
        }}
      />
      <GenerateDialog owner={owner} opened={isGenerating} onClose={generating.close} />
      <ImportDialog owner={owner} opened={isImporting} onClose={importing.close} />
    </section>
  )
}

function purposeOf({ authMethod, type }: Application): string {
  if (!usesSecret(authMethod)) return 'It proves itself with what it signs. Of each key the public half is here; the private one is with the application.'
  return type === 'SERVICE'
    ? 'It proves itself by a secret. With a key it can sign JWT bearer grants, for others than itself too.'
    : 'It proves itself by a secret, and needs no key.'
}
