import { hear } from './channel'
import type { Message } from './channel'
import { OperatorTokens } from './operator/tokens'
import { currentSession, setSession } from './session'
import { endSession, restoreSession } from './signIn'

const EVERY_MILLISECONDS = 10_000

/** Keeps this tab's session in step with the clock, the person, and the browser's other tabs. */
export function followSession(): void {
  hear(followOthers)
  // Without waiting for a request, so that no screen stays open behind a session that ended. Asked
  // again when the tab is shown: timers stand still while a computer sleeps.
  setInterval(checkEnd, EVERY_MILLISECONDS)
  document.addEventListener('visibilitychange', checkEnd)
  for (const input of ['pointerdown', 'keydown'])
    document.addEventListener(input, touch, { capture: true, passive: true })
}

function followOthers(message: Message): void {
  const session = currentSession()
  const tokens = session.status === 'signed-in' ? session.tokens : undefined
  switch (message.kind) {
    case 'signed-out': {
      setSession({ status: 'signed-out', problem: undefined })
      return
    }
    case 'signed-in': {
      // A tab that is signed in with a key stays as it is.
      if (session.status === 'restoring' || (tokens && !(tokens instanceof OperatorTokens))) return
      const { id, ruleId } = tokens?.session ?? {}
      if (id !== message.sessionId || ruleId !== message.ruleId) void restoreSession()
      return
    }
    case 'used':
      if (tokens instanceof OperatorTokens && tokens.session.id === message.sessionId) tokens.noteUse()
  }
}

function checkEnd(): void {
  const session = currentSession()
  if (session.status !== 'signed-in') return
  const end = session.tokens.end?.()
  if (end?.isOver) endSession(end.problem)
}

function touch(): void {
  const session = currentSession()
  if (session.status === 'signed-in') session.tokens.touch?.()
}
