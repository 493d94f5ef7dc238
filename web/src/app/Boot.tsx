import { useLayoutEffect } from 'react'

/** Keeps the frame of `index.html` on the screen as long as there is nothing to show in its place. */
export function Boot() {
  useLayoutEffect(() => {
    const frame = document.getElementById('boot')
    if (frame) frame.hidden = false
    return () => {
      if (frame) frame.hidden = true
    }
  }, [])
  return null
}
