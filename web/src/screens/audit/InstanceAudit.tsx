import { AuditLog } from './AuditLog'

/** What was done on the instance. */
export function InstanceAudit() {
  return (
    <AuditLog
      title="Instance events"
      description="Projects that were created and deleted, and the instance’s own admin keys, newest first. Each project has a log of its own."
      scope="instance"
    />
  )
}
