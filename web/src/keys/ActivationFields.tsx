import { Checkbox, Stack, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'

import { TimeField } from './ExpiryField'
import type { NewKey } from './makeKey'

interface ActivationFieldsProps {
  form: UseFormReturnType<NewKey>
  /** The policy's: how long a key is published before it signs. */
  publishAheadSeconds: number
}

/** When a new signing key is in use. */
export function ActivationFields({ form, publishAheadSeconds }: ActivationFieldsProps) {
  const { way, activatesAt, force } = form.values
  const isServer = way === 'server'
  const usual = isServer ? `Default: ${inHours(publishAheadSeconds)} after it is published` : 'Default: now'
  return (
    <Stack gap="sm">
      <TimeField
        label="Active from"
        description={usual}
        value={activatesAt}
        onChange={(time) => form.setFieldValue('activatesAt', time)}
        error={form.errors.activatesAt}
      />
      {isServer && (
        <Checkbox
          label="Skip the publish-ahead"
          description="For emergencies: verifiers refuse the key’s tokens until they fetch the JWKS again."
          checked={force}
          onChange={(event) => form.setFieldValue('force', event.currentTarget.checked)}
        />
      )}
      {isServer && force && (
        <TextInput
          label="Reason"
          description="Recorded in the audit log."
          withAsterisk
          {...form.getInputProps('reason')}
        />
      )}
    </Stack>
  )
}

function inHours(seconds: number): string {
  const hours = Math.round(seconds / 3600)
  if (hours < 1) return `${Math.round(seconds / 60)} minutes`
  return hours === 1 ? 'an hour' : `${hours} hours`
}
