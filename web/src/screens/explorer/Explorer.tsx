import { Page } from '../../ui/Page'

/** GraphiQL on this server. */
export function Explorer() {
  return <Page title="Explorer">{null}</Page>
}
