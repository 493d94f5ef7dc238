import { linkOptions } from '@tanstack/react-router'

import type { AttentionFieldsFragment } from '../../graphql/generated/graphql'
import { relativeTime } from '../../ui/time'

/** One thing that needs attention, in words, and where it is mended. */
export interface Finding {
  kind: 'cannotSign' | 'expiring' | 'rotation' | 'refused'
  text: string
  address: ReturnType<typeof linkOptions>
}

const NUMBER = new Intl.NumberFormat('en')

/** What needs attention in a project, the most urgent first. `now` in milliseconds. */
export function findingsOf(of: AttentionFieldsFragment, now: number): Finding[] {
  const { project, cannotSign, expiringKeys, firstExpiresAt, rotationDueSince, refusedCalls } = of
  const params = { slug: project?.slug ?? '' }
  const found: Finding[] = []
  if (cannotSign) {
    const address = linkOptions({ to: '/projects/$slug/signing-keys', params })
    found.push({ kind: 'cannotSign', text: 'No key can sign', address })
  }
  if (expiringKeys > 0 && firstExpiresAt !== null) {
    const when = relativeTime(Date.parse(firstExpiresAt), now)
    const text = expiringKeys === 1 ? `1 key expires ${when}` : `${expiringKeys} keys expire, the first ${when}`
    const address = project
      ? linkOptions({ to: '/projects/$slug', params, hash: 'expiring' })
      : linkOptions({ to: '/instance', search: { expiring: '30' } as object })
    found.push({ kind: 'expiring', text, address: address as Finding['address'] })
  }
  if (rotationDueSince !== null) {
    const age = relativeTime(Date.parse(rotationDueSince), now).replace(/ ago$/, '')
    const address = linkOptions({ to: '/projects/$slug/signing-keys', params })
    found.push({ kind: 'rotation', text: `Signing key in use for ${age}`, address: address as Finding['address'] })
  }
  if (refusedCalls > 0) {
    const text = `${NUMBER.format(refusedCalls)} ${refusedCalls === 1 ? 'call' : 'calls'} refused in 24 hours`
    const address = linkOptions({
      to: '/projects/$slug/applications',
      params,
      search: { sort: 'used' },
    })
    found.push({ kind: 'refused', text, address: address as Finding['address'] })
  }
  return found
}
