import { Text } from '@mantine/core'

import { EnableButton } from '../../ui/EnableButton'
import { Impact } from '../../usage/Impact'
import type { Application } from './fields'
import { useUpdateApplication } from './useUpdateApplication'

/** Switches the application off, after a question, and on again. */
export function EnableApplication({ application: { id, name, enabled } }: { application: Application }) {
  const [{ fetching, error }, update] = useUpdateApplication()
  const set = (enabled: boolean) => update({ input: { applicationId: id, enabled } })
  return (
    <EnableButton kind="application" name={name} enabled={enabled} busy={fetching} error={error} update={set}>
      <Impact id={id} />
      <Text size="sm">
        It gets no new tokens, and introspection reports its existing tokens as inactive at once. A service that
        verifies only the signature of a JWT accepts it until it expires.
      </Text>
      <Text size="sm">
        Keys, secrets and settings stay. Enable it to restore everything, with the tokens that have not expired.
      </Text>
    </EnableButton>
  )
}
