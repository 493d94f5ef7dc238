import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'

/**
 * Does what the address asks for (`?do=rotate`), once: the palette leads to a screen and to its dialog in one step. What
 * is asked of a key (`?key=`) belongs to its drawer: `ofKey`.
 */
export function useWanted(follow: (wanted: string) => void, ofKey = false): void {
  const { do: wanted, key } = useSearch({ strict: false })
  const navigate = useNavigate()
  const isOwn = (key !== undefined) === ofKey
  const run = useEffectEvent(() => {
    if (wanted === undefined || !isOwn) return
    follow(wanted)
    void navigate({ to: '.', search: (old: object) => ({ ...old, do: undefined }), replace: true, resetScroll: false })
  })
  useEffect(() => run(), [wanted, isOwn])
}
