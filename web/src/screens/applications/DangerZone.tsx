import { Button, Divider, Group, Paper, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Fragment } from 'react'

import { DeleteDialog, RevokeTokensDialog } from './dialogs'
import type { Application } from './fields'

/** What stops something, at once. */
export function DangerZone({ application }: { application: Application }) {
  const [isRevoking, revocation] = useDisclosure()
  const [isDeleting, deletion] = useDisclosure()
  const actions = [
    {
      verb: 'Revoke all tokens',
      title: 'End its tokens',
      text: 'Every token that was issued so far ends. It may get new ones at once.',
      open: revocation.open,
    },
    {
      verb: 'Delete application',
      title: 'Remove it',
      text: 'With its keys, secrets and tokens, for good. To stop it for a while, disable it.',
      open: deletion.open,
    },
  ]
  return (
    <section aria-labelledby="danger">
      <Title order={2} id="danger" mb="sm">
        Danger zone
      </Title>
      <Paper>
        {actions.map(({ verb, title, text, open }, index) => (
          <Fragment key={verb}>
            {index > 0 && <Divider my="md" />}
            <Group justify="space-between" gap="md">
              <div style={{ flex: '1 1 16rem' }}>
                <Text fw={600}>{title}</Text>
                <Text size="sm" c="dimmed">
                  {text}
                </Text>
              </div>
              <Button variant="outline" color="red" onClick={open}>
                {verb}
              </Button>
            </Group>
          </Fragment>
        ))}
      </Paper>
      <RevokeTokensDialog application={application} opened={isRevoking} onClose={revocation.close} />
      <DeleteDialog application={application} opened={isDeleting} onClose={deletion.close} />
    </section>
  )
}
