import { useEffect, useEffectEvent, useRef } from 'react'

import { SEQUENCE_MILLISECONDS, match } from './shortcuts'
import type { Shortcut } from './shortcuts'

/** Listens for the shortcuts, except while something is typed or a dialog is open. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const pressed = useRef<{ keys: string[]; at: number }>({ keys: [], at: 0 })
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return
    const isLate = event.timeStamp - pressed.current.at > SEQUENCE_MILLISECONDS
    const found = match(shortcuts, isLate ? [] : pressed.current.keys, event.key)
    pressed.current = { keys: found.pressed, at: event.timeStamp }
    if (!found.hit) return
    event.preventDefault()
    found.hit.run()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

/** Whether keys belong to what has the focus, or to what stands over the screen. */
function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  const isTyping =
    target.closest('input, textarea, select, [contenteditable], [role="textbox"], .monaco-editor') !== null
  // Closed lists of choices stay in the page, hidden.
  const layers = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')
  return isTyping || [...layers].some((layer) => layer.checkVisibility())
}
