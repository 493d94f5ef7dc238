import { Button, Divider, Paper, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Fragment } from 'react'

import { ActionRow } from '../../ui/ActionRow'
import { DeleteDialog, RevokeTokensDialog } from './dialogs'
import type { Application } from './fields'

/** What stops something, at once. */
export function DangerZone({ application }: { application: Application }) {
  const [isRevoking, revocation] = useDisclosure()
  const [isDeleting, deletion] = useDisclosure()
  const actions = [
    {
      verb: 'Revoke all tokens',
      title: 'Revoke all tokens',
      text: 'Every token that is issued so far becomes inactive. The application can get new tokens at once.',
      open: revocation.open,
    },
    {
      verb: 'Delete application',
      title: 'Delete application',
      text: 'Deletes its keys, secrets and tokens permanently. To stop it temporarily, disable it.',
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
            <ActionRow title={title} text={text}>
              <Button variant="outline" color="red" onClick={open}>
                {verb}
              </Button>
            </ActionRow>
          </Fragment>
        ))}
      </Paper>
      <RevokeTokensDialog application={application} opened={isRevoking} onClose={revocation.close} />
      <DeleteDialog application={application} opened={isDeleting} onClose={deletion.close} />
    </section>
  )
}
