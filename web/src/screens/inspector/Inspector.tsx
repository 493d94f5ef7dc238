import { Page } from '../../ui/Page'

/** Why a token is accepted or refused; of a project, or of the instance. */
export function Inspector() {
  return <Page title="Token inspector">{null}</Page>
}
