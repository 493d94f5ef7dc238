import { Page } from '../../ui/Page'

/** The keys that sign the project's access tokens. */
export function SigningKeys() {
  return <Page title="Signing keys">{null}</Page>
}
