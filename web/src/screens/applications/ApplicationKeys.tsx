import type { Application } from './fields'

export function ApplicationKeys({ application }: { application: Application }) {
  return <p>{application.id}</p>
}
