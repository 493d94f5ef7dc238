import { setSession } from './session'

const SIGNED_OUT = 'signed-out'
const channel = new BroadcastChannel('keyplane-session')

/** Tells the other tabs of this browser that the key is to be forgotten. */
export function announceSignOut(): void {
  channel.postMessage(SIGNED_OUT)
}

/** Ends this tab's session when another tab signs out. */
export function followSignOut(): void {
  channel.addEventListener('message', (event) => {
    if (event.data === SIGNED_OUT) setSession({ status: 'signed-out', problem: undefined })
  })
}
