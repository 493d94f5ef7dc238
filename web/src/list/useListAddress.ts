import { useNavigate, useSearch } from '@tanstack/react-router'

import type { ListAddress } from './address'

/** What the address says of the list of the screen, and a way to change parts of it. An undefined part goes. */
export function useListAddress(): [ListAddress, (change: ListAddress) => void] {
  const address: ListAddress = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = (part: ListAddress) =>
    void navigate({
      to: '.',
      search: (old: object) => {
        const next = Object.entries({ ...old, ...part }).filter(([, value]) => value !== undefined)
        return Object.fromEntries(next)
      },
      replace: true,
      resetScroll: false,
    })
  return [address, change]
}
