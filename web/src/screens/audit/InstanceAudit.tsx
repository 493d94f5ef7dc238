import { AuditLog } from './AuditLog'

/** What was done on the instance. */
export function InstanceAudit() {
  return (
    <AuditLog
      title="Instance events"
      description="Created and deleted projects, and changes to the instance’s admin keys, newest first. Each project has its own audit log."
      scope="instance"
    />
  )
}
