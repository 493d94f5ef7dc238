import { Page } from '../../ui/Page'

/** All projects. */
export function Projects() {
  return <Page title="Projects">{null}</Page>
}
