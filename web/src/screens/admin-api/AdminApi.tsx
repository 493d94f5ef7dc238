import { Paper } from '@mantine/core'

import { useProject } from '../../app/project'
import { KeyDetails } from '../../keys/dialogs'
import { KeySection } from '../../keys/KeySection'
import { useProjectAdminKeys } from '../../keys/owner'
import { AdminSamples } from '../../keys/samples/AdminSamples'
import { CopyRow } from '../../ui/CopyRow'
import { Page } from '../../ui/Page'

/** The project's Admin API and the keys that may call it. */
export function AdminApi() {
  const { id, slug, endpoints } = useProject()
  const owner = useProjectAdminKeys()
  return (
    <Page
      title="Admin API"
      description="The GraphQL API behind this portal. Your servers call it with tokens that an admin key signs."
    >
      <Paper component="section" aria-label="Endpoints" py={4}>
        <CopyRow label="Endpoint" value={endpoints.graphql} />
        <CopyRow label="Audience" value={owner.audience} />
        <CopyRow label="Slug" value={slug} />
        <CopyRow label="Project ID" value={id} />
      </Paper>
      <KeySection
        owner={owner}
        title="Admin keys"
        description="Their holders sign tokens that manage this project. The server has the public keys; the holders have the private keys."
        empty="A server that manages this project signs its requests with an admin key. Generate one, save its file on that server, and start with a sample below."
      />
      <AdminSamples owner={owner} />
      <KeyDetails />
    </Page>
  )
}
