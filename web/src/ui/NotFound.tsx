import { IconMapQuestion } from '@tabler/icons-react'

import { EmptyState } from './EmptyState'
import { ButtonLink } from './links'
import { Page } from './Page'

/** Nothing is here, or the key may not see it: the two look alike. */
export function NotFound({ what = 'anything at this address' }: { what?: string }) {
  return (
    <Page title="Not found" hideTitle>
      <EmptyState
        icon={<IconMapQuestion />}
        title="Not found"
        action={<ButtonLink to="/">To the start</ButtonLink>}
      >
        There is not {what}, or your key may not see it.
      </EmptyState>
    </Page>
  )
}
