/** What one tab of the browser tells the others. */
export type Message =
  | { kind: 'signed-out' }
  /** A person signed in by a provider; all tabs share the server's session. */
  | { kind: 'signed-in'; sessionId: string; ruleId: string | null }
  /** The person's session was used. */
  | { kind: 'used'; sessionId: string }

const channel = new BroadcastChannel('keyplane-session')

/** Tells the other tabs of this browser. */
export function announce(message: Message): void {
  channel.postMessage(message)
}

/** Calls `listener` with what other tabs tell. */
export function hear(listener: (message: Message) => void): void {
  channel.addEventListener('message', (event: MessageEvent<Message>) => listener(event.data))
}
