import { useProject } from '../../app/project'
import { KeyDetails } from '../../keys/dialogs'
import { KeySection } from '../../keys/KeySection'
import { useProjectAdminKeys } from '../../keys/owner'
import { AdminSamples } from '../../keys/samples/AdminSamples'
import { CopyRow } from '../../ui/CopyRow'
import { Page } from '../../ui/Page'

/** The project's Admin API and the keys that may call it. */
export function AdminApi() {
  const { slug, endpoints } = useProject()
  const owner = useProjectAdminKeys()
  return (
    <Page
      title="Admin API"
      description="All that this portal does, for your servers: GraphQL, called with tokens that an admin key signs."
    >
      <section aria-label="Where it is">
        <CopyRow label="Endpoint" value={endpoints.graphql} />
        <CopyRow label="Audience" value={owner.audience} />
        <CopyRow label="Project ID" value={slug} />
      </section>
      <KeySection
        owner={owner}
        title="Admin keys"
        description="Their holders sign tokens for this project. The public half of each is here; the private one is with its holder."
        empty="A server that manages this project signs its requests with an admin key. Generate one, save its file there, and start from a sample below."
      />
      <AdminSamples owner={owner} />
      <KeyDetails />
    </Page>
  )
}
