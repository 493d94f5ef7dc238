import { Button, Divider, Group, Paper, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Fragment } from 'react'

import { DeleteDialog } from './DeleteDialog'
import type { Application } from './fields'
import { RevokeTokensDialog } from './RevokeTokensDialog'

/** What stops something, at once. */
export function DangerZone({ application }: { application: Application }) {
  const [isRevoking, revocation] = useDisclosure()
  const [isDeleting, deletion] = useDisclosure()
  const actions = [
    {
      verb: 'Revoke all tokens',
      text: 'Ends every token that was issued so far. It may get new ones at once.',
      open: revocation.open,
    },
    {
      verb: 'Delete application',
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
        {actions.map(({ verb, text, open }, index) => (
          <Fragment key={verb}>
            {index > 0 && <Divider my="md" />}
            <Group justify="space-between" gap="md">
              <Text size="sm" style={{ flex: '1 1 16rem' }}>
                {text}
              </Text>
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
