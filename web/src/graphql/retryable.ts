/** Errors of queries that may be asked again by hand. */
const retryable = new WeakSet<Error>()

/** Notes that a query failed for no fault of its own. */
export function markRetryable(error: Error): void {
  retryable.add(error)
}

/** Whether an error is that of a query on the screen which the same query may be spared in a moment. */
export function isRetryable(error: Error): boolean {
  return retryable.has(error)
}
