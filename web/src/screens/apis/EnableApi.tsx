import { Text } from '@mantine/core'

import { EnableButton } from '../../ui/EnableButton'
import { ApiUse } from '../../usage/Impact'
import type { Api } from './fields'
import { useUpdateApi } from './useUpdateApi'

/** Shuts the API, after a question, and opens it again. */
export function EnableApi({ api: { id, name, enabled } }: { api: Api }) {
  const [{ fetching, error }, update] = useUpdateApi()
  const set = (enabled: boolean) => update({ input: { apiId: id, enabled } })
  return (
    <EnableButton kind="API" name={name} enabled={enabled} busy={fetching} error={error} update={set}>
      <ApiUse id={id} />
      <Text size="sm">Its gateways get 403 for every request at once, so no request reaches the API through them.</Text>
      <Text size="sm">Grants, scopes and settings stay. Enable it to restore access.</Text>
    </EnableButton>
  )
}
