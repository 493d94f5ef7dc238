import { Page } from '../../ui/Page'

/** What was done in the project. */
export function Audit() {
  return <Page title="Audit log">{null}</Page>
}
