import { Text } from '@mantine/core'

import { EnableButton } from '../../ui/EnableButton'
import type { Application } from './fields'
import { useUpdateApplication } from './useUpdateApplication'

/** Switches the application off, after a question, and on again. */
export function EnableApplication({ application: { id, name, enabled } }: { application: Application }) {
  const [{ fetching, error }, update] = useUpdateApplication()
  const set = (enabled: boolean) => update({ input: { applicationId: id, enabled } })
  return (
    <EnableButton kind="application" name={name} enabled={enabled} busy={fetching} error={error} update={set}>
      <Text size="sm">
        It gets no more tokens, and introspection calls the ones that it has inactive, at once. Whoever checks only
        the signature of a JWT takes it until its end.
      </Text>
      <Text size="sm">Keys, secrets and settings stay: enabling it brings all of it back, with the tokens that have not ended.</Text>
    </EnableButton>
  )
}
