import { Page } from '../../ui/Page'

/** The project's Admin API and the keys that may call it. */
export function AdminApi() {
  return <Page title="Admin API">{null}</Page>
}
