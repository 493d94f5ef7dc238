import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'

import { DeleteDialog } from './dialogs'
import type { Api } from './fields'

/** What cannot be taken back. */
export function DangerZone({ api }: { api: Api }) {
  const [isDeleting, deletion] = useDisclosure()
  return (
    <section aria-labelledby="danger">
      <Title order={2} id="danger" mb="sm">
        Danger zone
      </Title>
      <Paper>
        <Group justify="space-between" gap="md">
          <div style={{ flex: '1 1 16rem' }}>
            <Text fw={600}>Remove it</Text>
            <Text size="sm" c="dimmed">
              With every grant for it, for good. To stop it for a while, disable it.
            </Text>
          </div>
          <Button variant="outline" color="red" onClick={deletion.open}>
            Delete API
          </Button>
        </Group>
      </Paper>
      <DeleteDialog api={api} opened={isDeleting} onClose={deletion.close} />
    </section>
  )
}
