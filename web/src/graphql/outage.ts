/** Whether the server answers. */
export interface OutageState {
  /** `out`: queries fail because the server does not answer. `back`: it answers again, since a moment. */
  status: 'in' | 'out' | 'back'
  /** Whether the queries are being asked again right now. */
  isTrying: boolean
}

const FIRST_MILLISECONDS = 1000
const LONGEST_MILLISECONDS = 30_000
/** So long the banner says that the server answers again. */
const BACK_MILLISECONDS = 4000

/**
 * An outage of the server, as the queries of this tab see it: they are asked again after one second, two, four, and so
 * on up to half a minute; at once when the browser comes online and when the tab is looked at again.
 */
export class Outage {
  private state: OutageState = { status: 'in', isTrying: false }
  private readonly listeners = new Set<() => void>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private pause = FIRST_MILLISECONDS
  private ask: () => number = () => 0
  private readonly random: () => number

  constructor(random: () => number = Math.random) {
    this.random = random
  }

  /** Who asks the failed queries again; gives back how many there are. The last one counts. */
  askWith(ask: () => number): void {
    this.reset()
    this.ask = ask
  }

  readonly current = (): OutageState => this.state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** A query failed because the server did not answer. */
  begin(): void {
    if (this.state.status === 'out' && !this.state.isTrying) return
    this.set({ status: 'out', isTrying: false })
    // Several tabs do not ask in the same moment.
    const wait = this.pause * (0.8 + 0.4 * this.random())
    this.pause = Math.min(this.pause * 2, LONGEST_MILLISECONDS)
    this.wait(wait, this.retry)
  }

  /** A query was answered. */
  end(): void {
    if (this.state.status !== 'out') return
    this.pause = FIRST_MILLISECONDS
    this.set({ status: 'back', isTrying: false })
    this.wait(BACK_MILLISECONDS, () => this.reset())
    // Those that were not asked yet.
    this.ask()
  }

  /** Asks the failed queries again now. */
  readonly retry = (): void => {
    clearTimeout(this.timer)
    const count = this.ask()
    if (this.state.status !== 'out') return
    // What failed is on no screen any more: the next query tells.
    if (count === 0) this.reset()
    else this.set({ status: 'out', isTrying: true })
  }

  /** The browser came online, or the tab is looked at again. */
  readonly hurry = (): void => {
    if (this.state.status === 'out' && !this.state.isTrying) this.retry()
  }

  private reset(): void {
    clearTimeout(this.timer)
    this.pause = FIRST_MILLISECONDS
    if (this.state.status !== 'in') this.set({ status: 'in', isTrying: false })
  }

  private wait(milliseconds: number, then: () => void): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(then, milliseconds)
  }

  private set(state: OutageState): void {
    this.state = state
    for (const listener of this.listeners) listener()
  }
}

/** The outage of this tab. */
export const outage = new Outage()

/** Follows the browser's own news of the network, until the function that it gives back is called. */
export function followNetwork(): () => void {
  const show = () => {
    if (document.visibilityState === 'visible') outage.hurry()
  }
  addEventListener('online', outage.hurry)
  addEventListener('focus', outage.hurry)
  document.addEventListener('visibilitychange', show)
  return () => {
    removeEventListener('online', outage.hurry)
    removeEventListener('focus', outage.hurry)
    document.removeEventListener('visibilitychange', show)
  }
}
