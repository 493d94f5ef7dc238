import { Page } from '../../ui/Page'

/** A project at a glance. */
export function Overview() {
  return <Page title="Overview">{null}</Page>
}
