import { useEffect } from 'react'
import type { RefObject } from 'react'

/**
 * GraphiQL gives each tab the role `tab` and puts buttons into it, which cannot be reached by a
 * screen reader (ARIA: a tab's children are presentational). What it is, is a list of buttons.
 */
export function useTabsAsList(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new MutationObserver(() => tellAsList(element))
    observer.observe(element, { subtree: true, childList: true, attributeFilter: ['aria-selected'] })
    return () => observer.disconnect()
  }, [frame])
}

function tellAsList(element: HTMLElement): void {
  element.querySelector('[role=tablist]')?.setAttribute('role', 'list')
  for (const item of element.querySelectorAll('.graphiql-tab')) {
    if (item.role === 'tab') item.role = 'listitem'
    const selected = item.getAttribute('aria-selected')
    if (selected === null) continue
    item.removeAttribute('aria-selected')
    item.querySelector('.graphiql-tab-button')?.setAttribute('aria-current', selected)
  }
}
