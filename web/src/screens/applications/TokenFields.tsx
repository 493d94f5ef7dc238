import { Stack, Switch, Title } from '@mantine/core'

import { DurationInput } from './DurationInput'
import type { SettingsFormApi } from './SettingsForm'

/** What its access tokens are like. */
export function TokenFields({ form }: { form: SettingsFormApi }) {
  return (
    <Stack gap="md">
      <Title order={2}>Access tokens</Title>
      <Switch
        label="Issue JWT as access token"
        description="On: a signed JWT (RFC 9068) that anybody can check with the project’s public keys. Off: a random string that says nothing, and is checked by introspection only. Tokens that were issued before stay as they are."
        {...form.getInputProps('issueJwt', { type: 'checkbox' })}
      />
      <DurationInput
        label="Lifetime"
        description="A minute to 28 days. Short is safer: whoever checks a JWT by its signature takes it until its end."
        value={form.values.accessTokenLifetimeSeconds}
        onChange={(seconds) => form.setFieldValue('accessTokenLifetimeSeconds', seconds)}
        error={form.errors.accessTokenLifetimeSeconds}
      />
    </Stack>
  )
}
