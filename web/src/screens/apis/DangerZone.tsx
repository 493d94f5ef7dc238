import { Button, Paper, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'

import { ActionRow } from '../../ui/ActionRow'
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
        <ActionRow title="Remove it" text="With every grant for it, for good. To stop it for a while, disable it.">
          <Button variant="outline" color="red" onClick={deletion.open}>
            Delete API
          </Button>
        </ActionRow>
      </Paper>
      <DeleteDialog api={api} opened={isDeleting} onClose={deletion.close} />
    </section>
  )
}
