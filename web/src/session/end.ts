import { SessionOver } from './problem'
import { currentSession } from './session'
import { endSession } from './signIn'

const EVERY_MILLISECONDS = 10_000

/**
 * Ends this tab's session at its time without waiting for a request, so that no screen stays open
 * behind it. Asked again when the tab is shown: timers stand still while a computer sleeps.
 */
export function followEnd(): void {
  setInterval(check, EVERY_MILLISECONDS)
  document.addEventListener('visibilitychange', check)
}

function check(): void {
  const session = currentSession()
  if (session.status !== 'signed-in') return
  const endsAt = session.tokens.endsAt?.()
  if (endsAt === undefined || Date.now() < endsAt * 1000) return
  // The source knows why it ended, or that another tab has kept the session alive.
  session.tokens.token().catch((error: unknown) => {
    if (error instanceof SessionOver) endSession(error)
  })
}
