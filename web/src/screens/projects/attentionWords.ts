import type { NavigateOptions } from '@tanstack/react-router'

import type { AttentionFieldsFragment } from '../../graphql/generated/graphql'
import { relativeTime } from '../../ui/time'

/** One thing that needs attention, in words, and where it is mended. */
export interface Finding {
  kind: 'cannotSign' | 'expiring' | 'rotation' | 'refused'
  text: string
  address: NavigateOptions
}

const NUMBER = new Intl.NumberFormat('en')

/** What needs attention in a project, the most urgent first. `now` in milliseconds. */
export function findingsOf(of: AttentionFieldsFragment, now: number): Finding[] {
  const { project, cannotSign, expiringKeys, firstExpiresAt, rotationDueSince, refusedCalls } = of
  const at = (screen: string, search?: Record<string, string>) =>
    ({ to: `/projects/$slug${screen}`, params: { slug: project?.slug ?? '' }, search }) as unknown as NavigateOptions
  const found: Finding[] = []
  if (cannotSign) found.push({ kind: 'cannotSign', text: 'No key can sign', address: at('/signing-keys') })
  if (expiringKeys > 0 && firstExpiresAt !== null) {
    const when = relativeTime(Date.parse(firstExpiresAt), now)
    const text = expiringKeys === 1 ? `1 key expires ${when}` : `${expiringKeys} keys expire, the first ${when}`
    const ofInstance = { to: '/instance', search: { expiring: '30' } } as unknown as NavigateOptions
    found.push({ kind: 'expiring', text, address: project ? at('') : ofInstance })
  }
  if (rotationDueSince !== null) {
    const age = relativeTime(Date.parse(rotationDueSince), now).replace(/ ago$/, '')
    found.push({ kind: 'rotation', text: `Signing key in use for ${age}`, address: at('/signing-keys') })
  }
  if (refusedCalls > 0) {
    const text = `${NUMBER.format(refusedCalls)} ${refusedCalls === 1 ? 'call' : 'calls'} refused in 24 hours`
    found.push({ kind: 'refused', text, address: at('/applications', { sort: 'used' }) })
  }
  return found
}
