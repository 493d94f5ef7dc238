import { Page } from '../../ui/Page'

/** One application: its settings, keys and secrets. */
export function Application() {
  return <Page title="Application">{null}</Page>
}
