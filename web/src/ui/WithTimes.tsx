import { Fragment } from 'react'

import { DateTime } from './DateTime'

/** RFC 3339 in UTC, as the server writes times in its sentences; the group keeps it in a split. */
const TIME = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)/

/** A sentence of the server, its times in the reader's own zone and in UTC on hover. */
export function WithTimes({ text }: { text: string | null }) {
  const parts = text?.split(TIME) ?? []
  return parts.map((part, place) =>
    // Every second part is a time.
    place % 2 === 1 && !Number.isNaN(Date.parse(part)) ? (
      <DateTime key={place} value={part} seconds />
    ) : (
      <Fragment key={place}>{part}</Fragment>
    ),
  )
}
