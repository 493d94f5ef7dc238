import { Stack, Switch, TagsInput, Title } from '@mantine/core'

import type { Application } from './fields'
import type { SettingsFormApi } from './SettingsForm'

/** What its assertions may say. */
export function AssertionFields({ application, form }: { application: Application; form: SettingsFormApi }) {
  const isService = application.type === 'SERVICE'
  const tags = form.getInputProps('allowedClaims')
  return (
    <Stack gap="md">
      <Title order={2}>Assertions</Title>
      {isService && (
        <Switch
          label="Allow any subject"
          description="Its JWT bearer grants may be for somebody else than itself: whatever sub it signs is in the token. Only for an application that you trust to name its users."
          {...form.getInputProps('allowAnySubject', { type: 'checkbox' })}
        />
      )}
      <Switch
        label="Allow the token endpoint as audience"
        description="For older libraries, which put the endpoint’s URL into aud. New ones name the issuer."
        {...form.getInputProps('allowTokenEndpointAudience', { type: 'checkbox' })}
      />
      {isService && (
        <TagsInput
          label="Allowed claims"
          description="Claims of its JWT bearer grants that are carried into the token. Enter after each name; the registered ones, such as sub or scope, cannot be listed."
          placeholder={form.values.allowedClaims.length === 0 ? 'tenant' : ''}
          maw="36rem"
          acceptValueOnBlur
          {...tags}
        />
      )}
    </Stack>
  )
}
