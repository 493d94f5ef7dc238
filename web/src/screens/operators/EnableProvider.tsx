import { Text } from '@mantine/core'

import { EnableButton } from '../../ui/EnableButton'
import type { Provider } from './fields'
import { useUpdateProvider } from './useUpdateProvider'

/** Switches a provider off, after a question, and on again. */
export function EnableProvider({ provider: { id, name, enabled } }: { provider: Provider }) {
  const [{ fetching, error }, update] = useUpdateProvider()
  const set = (enabled: boolean) => update({ input: { operatorIssuerId: id, enabled } })
  return (
    <EnableButton kind="provider" name={name} enabled={enabled} busy={fetching} error={error} update={set}>
      <Text size="sm">
        Everybody who signed in with {name} is signed out at once, and the button on the sign-in page goes away. Rules
        and blocks stay.
      </Text>
    </EnableButton>
  )
}
