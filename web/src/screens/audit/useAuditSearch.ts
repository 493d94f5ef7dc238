import { useNavigate, useSearch } from '@tanstack/react-router'

import type { AuditSearch } from './search'

/** What the address says, and a way to change parts of it. */
export function useAuditSearch(): [AuditSearch, (change: AuditSearch) => void] {
  const search: AuditSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = (part: AuditSearch) =>
    void navigate({ to: '.', search: (old: AuditSearch) => ({ ...old, ...part }), replace: true })
  return [search, change]
}
