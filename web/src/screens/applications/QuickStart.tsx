import type { Application } from './fields'

export function QuickStart({ application }: { application: Application }) {
  return <p>{application.id}</p>
}
