import { Text } from '@mantine/core'

import type { Issuer } from '../../federation/fields'
import { EnableButton } from '../../ui/EnableButton'
import { Impact } from '../../usage/Impact'
import { useUpdateIssuer } from './useUpdateIssuer'

/** Switches a trusted issuer off, after a question, and on again. */
export function EnableIssuer({ issuer: { id, name, enabled } }: { issuer: Issuer }) {
  const [{ fetching, error }, update] = useUpdateIssuer()
  const set = (enabled: boolean) => update({ input: { trustedIssuerId: id, enabled } })
  return (
    <EnableButton kind="issuer" name={name} enabled={enabled} busy={fetching} error={error} update={set}>
      <Text size="sm">
        Its tokens are refused at once, for every application with an identity of this issuer. Access tokens that were
        issued through it become inactive at once; a service that verifies only the signature of a JWT accepts it until
        it expires, an hour at most.
      </Text>
      <Impact id={id} ofMany />
      <Text size="sm">Identities and settings stay. Enable it to restore everything.</Text>
    </EnableButton>
  )
}
