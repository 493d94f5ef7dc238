import { Page } from '../../ui/Page'

/** The deployment and its admin keys. */
export function Instance() {
  return <Page title="Instance">{null}</Page>
}
