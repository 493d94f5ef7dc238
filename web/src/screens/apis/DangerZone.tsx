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
        <ActionRow
          title="Delete API"
          text="Deletes the API and every grant for it permanently. To stop it temporarily, disable it."
        >
          <Button variant="outline" color="red" onClick={deletion.open}>
            Delete API
          </Button>
        </ActionRow>
      </Paper>
      <DeleteDialog api={api} opened={isDeleting} onClose={deletion.close} />
    </section>
  )
}
