import { useProject } from '../../app/project'
import { GrantsSection } from '../../grants/GrantsSection'
import { usePermission } from '../../session/useSession'
import { TextLink } from '../../ui/links'
import { ReadOnlyNotice } from '../../ui/ReadOnlyNotice'
import type { Api } from './fields'

/** Who may use an API, and how far. */
export function ApiGrants({ api }: { api: Api }) {
  const { slug } = useProject()
  const canWrite = usePermission('APPLICATIONS_WRITE')
  return (
    <GrantsSection
      of="api"
      holder={api}
      canWrite={canWrite}
      title="Applications with access"
      description={
        <>
          Applications that hold a grant for this API. Compare all APIs under{' '}
          <TextLink to="/projects/$slug/grants" params={{ slug }} size="sm" underline="always">
            Grants
          </TextLink>
          .
        </>
      }
      notice={!canWrite && <ReadOnlyNotice permission="APPLICATIONS_WRITE" />}
      give="Grant access"
      empty={{
        title: 'No application has access yet',
        text: 'The gateway lets an application in only while it holds a grant for this API.',
      }}
    />
  )
}
