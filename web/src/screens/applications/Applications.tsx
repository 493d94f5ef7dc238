import { Page } from '../../ui/Page'

/** The clients of the project. */
export function Applications() {
  return <Page title="Applications">{null}</Page>
}
