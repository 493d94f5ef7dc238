import { IconMapQuestion } from '@tabler/icons-react'

import { EmptyState } from './EmptyState'
import { ButtonLink } from './links'
import { Page } from './Page'

/** What is missing, or what the key has no access to: the two look alike. `what`: "Application". */
export function NotFound({ what = 'Page' }: { what?: string }) {
  const title = `${what} not found`
  return (
    <Page title={title} hideTitle>
      <EmptyState icon={<IconMapQuestion />} title={title} action={<ButtonLink to="/">Go to start page</ButtonLink>}>
        Check the address. Your admin key may have no access to it.
      </EmptyState>
    </Page>
  )
}
