import { CombinedError } from 'urql'

/** How a piece of work on many objects went so far. */
export interface Progress<Item> {
  /** How many are done, failed ones too. */
  done: number
  /** Those that were not begun, once it is over: some, if it was stopped. */
  left: Item[]
  failed: { item: Item; error: CombinedError }[]
}

/** So many requests are on their way at once. */
const LANES = 4
/** A request that the server had no room for is sent again so often. */
const RETRIES = 5
/** The pause before it, where the server does not name one. */
const PAUSE_MILLISECONDS = 1000

/** One request: undefined once it succeeded, else why it was refused. `isLast`: the screen is refreshed after it. */
export type Step<Item> = (item: Item, isLast: boolean) => Promise<CombinedError | undefined>

/**
 * Does something to each item, a few at a time, and tells how far it is. One that fails does not stop the others; the
 * last one waits for the others, so that the screen is refreshed once, after all of them. Stopped by `signal`, it
 * ends those that are on their way and one more, with which the screen is refreshed.
 */
export async function runAll<Item>(
  items: readonly Item[],
  step: Step<Item>,
  onProgress: (progress: Progress<Item>) => void,
  sleep: (milliseconds: number) => Promise<void> = (milliseconds) =>
    new Promise((done) => setTimeout(done, milliseconds)),
  signal?: AbortSignal,
): Promise<Progress<Item>> {
  let progress: Progress<Item> = { done: 0, failed: [], left: [] }
  const work = async (item: Item, isLast: boolean) => {
    const error = await patiently(() => step(item, isLast), sleep)
    const failed = error ? [...progress.failed, { item, error }] : progress.failed
    progress = { ...progress, done: progress.done + 1, failed }
    onProgress(progress)
  }

  const waiting = items.slice(0, -1)
  const lane = async () => {
    while (signal?.aborted !== true) {
      const item = waiting.shift()
      if (item === undefined) return
      await work(item, false)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  const last = items.at(-1)
  if (last !== undefined) await work(last, true)
  return { ...progress, left: waiting }
}

/** Sends a request again that was refused before it was begun, because there was no room for it. */
async function patiently(
  send: () => Promise<CombinedError | undefined>,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<CombinedError | undefined> {
  for (let attempt = 0; ; attempt++) {
    const error = await send().catch((cause: unknown) => new CombinedError({ networkError: asError(cause) }))
    if (!error || attempt === RETRIES || !hadNoRoom(error)) return error
    await sleep(retryAfter(error) ?? PAUSE_MILLISECONDS * 2 ** attempt)
  }
}

function hadNoRoom(error: CombinedError): boolean {
  return error.graphQLErrors.some(({ extensions }) => extensions.code === 'LIMIT_EXCEEDED')
}

function retryAfter(error: CombinedError): number | undefined {
  const response = error.response as Response | undefined
  const seconds = Number(response?.headers.get('retry-after') ?? NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 60) * 1000 : undefined
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause))
}
