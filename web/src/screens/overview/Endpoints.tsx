import { useProject } from '../../app/project'
import { CopyRow } from '../../ui/CopyRow'
import { Section } from './Section'

/** The URLs that the project's users need, each copied with one press. */
export function Endpoints() {
  const { id, slug, endpoints } = useProject()
  return (
    <Section title="Endpoints">
      <CopyRow label="Issuer" value={endpoints.issuer} />
      <CopyRow label="Discovery" value={endpoints.openidConfiguration} />
      <CopyRow label="JWKS" value={endpoints.jwks} />
      <CopyRow label="Token" value={endpoints.token} />
      <CopyRow label="Introspection" value={endpoints.introspection} />
      <CopyRow label="Revocation" value={endpoints.revocation} />
      <CopyRow label="Admin API" value={endpoints.graphql} />
      <CopyRow label="Slug" value={slug} />
      <CopyRow label="Project ID" value={id} />
    </Section>
  )
}
