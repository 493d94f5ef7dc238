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
