import { Skeleton, Stack } from '@mantine/core'

import { RowsSkeleton } from '../../ui/ScreenSkeleton'

/** An application that is on its way, in the shape of its screen: heading, tabs, content. */
export function ApplicationSkeleton() {
  return (
    <Stack gap="lg" aria-busy="true" aria-label="Loading" role="status">
      <div>
        <Skeleton h={31} w="14rem" />
        <Skeleton h={20} w="9rem" mt={4} />
      </div>
      <Skeleton h={37} />
      <RowsSkeleton rows={4} />
    </Stack>
  )
}
