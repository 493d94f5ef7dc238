import { Page } from '../../ui/Page'

/** What was done on the instance. */
export function InstanceAudit() {
  return <Page title="Instance events">{null}</Page>
}
