import { List } from '@mantine/core'

import { MATCHES } from './words'
import type { ClaimRule } from './words'

/** Conditions on the claims of a token, one a line. */
export function RuleList({ rules }: { rules: readonly ClaimRule[] }) {
  return (
    <List size="sm" spacing={2}>
      {rules.map(({ claim, match, values }) => (
        <List.Item key={`${claim} ${match}`}>
          <span className="mono">{claim}</span> {MATCHES[match]}{' '}
          <span className="mono">{values.join(match === 'EXACT' ? '' : ', ')}</span>
        </List.Item>
      ))}
    </List>
  )
}
