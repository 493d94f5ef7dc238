import { Paper, Stack } from '@mantine/core'

import { KeyDetails } from '../../keys/dialogs'
import { KeySection } from '../../keys/KeySection'
import { instanceAdminKeys } from '../../keys/owner'
import { AdminSamples } from '../../keys/samples/AdminSamples'
import { useInstance, useViewer } from '../../session/useSession'
import { CopyRow } from '../../ui/CopyRow'
import { NotFound } from '../../ui/NotFound'
import { Page } from '../../ui/Page'

/** The deployment and its admin keys. */
export function Instance() {
  const { scope } = useViewer()
  // To a key of a project the instance does not exist.
  if (scope !== 'INSTANCE') return <NotFound />
  return (
    <Page title="Instance" description="This deployment and the admin keys that manage it.">
      <Deployment />
      <KeyDetails />
    </Page>
  )
}

function Deployment() {
  const { graphqlEndpoint, version } = useInstance()
  const owner = instanceAdminKeys(graphqlEndpoint)
  return (
    <Stack gap="lg">
      <Paper component="section" aria-label="Endpoints" py={4}>
        <CopyRow label="Admin API" value={graphqlEndpoint} />
        <CopyRow label="Audience" value={owner.audience} />
        <CopyRow label="Version" value={version} />
      </Paper>
      <KeySection
        owner={owner}
        title="Instance admin keys"
        description="Their holders manage every project. At least one key with ADMIN_KEYS_WRITE and without expiry always remains."
        empty="Generate one for each person or server that manages the whole deployment."
      />
      <AdminSamples owner={owner} />
    </Stack>
  )
}
