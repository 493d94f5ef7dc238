import { Button, Stack, Title } from '@mantine/core'
import { IconPlus, IconRefresh, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'

import { useProject } from '../../app/project'
import { GenerateDialog, ImportDialog, KeyDetails, RotateDialog } from '../../keys/dialogs'
import { KeyTable } from '../../keys/KeyTable'
import { useProjectSigningKeys } from '../../keys/owner'
import { usePermission } from '../../session/useSession'
import { Page } from '../../ui/Page'
import { useWanted } from '../../ui/useWanted'
import { PolicyCard } from './PolicyCard'
import { RingCard } from '../../keys/RingCard'
import { useRing } from '../../keys/useRing'

type Dialog = 'generate' | 'import' | 'rotate'

/** The keys that sign the project's access tokens: who signs when, and all that can be done to them. */
export function SigningKeys() {
  const { id, slug } = useProject()
  const owner = useProjectSigningKeys()
  const ring = useRing(id)
  const mayWrite = usePermission('KEYS_WRITE')
  const mayImport = usePermission('APPLICATIONS_WRITE') && mayWrite
  const [dialog, setDialog] = useState<Dialog>()
  const close = () => setDialog(undefined)
  useWanted((wanted) => {
    if (mayWrite && (wanted === 'generate' || wanted === 'rotate')) setDialog(wanted)
  })
  const signer = ring.signer ?? null
  const generate = mayWrite && (
    <Button
      variant={signer ? 'default' : 'filled'}
      leftSection={<IconPlus size={16} />}
      onClick={() => setDialog('generate')}
    >
      Generate key
    </Button>
  )
  return (
    <Page
      title="Signing keys"
      description={`They sign the access tokens of ${slug}. Verifiers find the public keys in its JWKS.`}
      actions={
        <>
          {mayImport && (
            <Button variant="default" leftSection={<IconUpload size={16} />} onClick={() => setDialog('import')}>
              Import key
            </Button>
          )}
          {generate}
          {mayWrite && signer && (
            <Button leftSection={<IconRefresh size={16} />} onClick={() => setDialog('rotate')}>
              Rotate
            </Button>
          )}
        </>
      }
    >
      <RingCard ring={ring} action={generate} />
      <PolicyCard />
      <Stack component="section" gap="xs" aria-labelledby="keys">
        <Title order={2} id="keys">
          Keys
        </Title>
        <KeyTable
          owner={owner}
          label="Signing keys"
          empty={{
            text: 'Without a signing key, the project issues no access tokens. Generate a key: it signs at once.',
            action: generate,
          }}
        />
      </Stack>
      <KeyDetails />
      <GenerateDialog owner={owner} opened={dialog === 'generate'} onClose={close} />
      <ImportDialog owner={owner} opened={dialog === 'import'} onClose={close} />
      <RotateDialog target={dialog === 'rotate' ? signer : null} onClose={close} />
    </Page>
  )
}
