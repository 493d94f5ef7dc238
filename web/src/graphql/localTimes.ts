/** RFC 3339 in UTC, as the server writes times in its sentences. */
const TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g

const LOCAL = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** A sentence of the server with its times in the reader's own zone. */
export function withLocalTimes(text: string): string {
  return text.replace(TIME, (time) => {
    const date = new Date(time)
    return Number.isNaN(date.getTime()) ? time : LOCAL.format(date)
  })
}
