import { Skeleton, Stack } from '@mantine/core'

/** What a screen shows until its first answer, in the shape of what will come. */
export function ScreenSkeleton() {
  return (
    <Stack gap="lg" aria-busy="true" aria-label="Loading" role="status">
      <Skeleton h={31} w="14rem" />
      <RowsSkeleton rows={6} />
    </Stack>
  )
}

/** A screen with tabs that is on its way: heading, tabs, content. */
export function TabsSkeleton() {
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

/** Rows of a list that are on their way; `height` is that of a row. */
export function RowsSkeleton({ rows, height = 44 }: { rows: number; height?: number }) {
  return (
    <Stack gap={8} aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} h={height - 8} />
      ))}
    </Stack>
  )
}
