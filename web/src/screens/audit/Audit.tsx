import { useProject } from '../../app/project'
import { AuditLog } from './AuditLog'

/** What was done in the project. */
export function Audit() {
  const { id, slug } = useProject()
  return (
    <AuditLog
      title="Audit log"
      description="Every change in this project, newest first: who changed what, and when. Events are never changed or deleted."
      projectId={id}
      scope={slug}
    />
  )
}
