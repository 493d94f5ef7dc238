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
  const usual = isServer
    ? `Leave it empty for the usual time: ${inHours(publishAheadSeconds)} after it is published`
    : 'Leave it empty for now'
  return (
    <Stack gap="sm">
      <TimeField
        label="In use from"
        description={usual}
        value={activatesAt}
        onChange={(time) => form.setFieldValue('activatesAt', time)}
        error={form.errors.activatesAt}
      />
      {isServer && (
        <Checkbox
          label="Sooner than the publish-ahead allows"
          description="For emergencies: verifiers that keep the old JWKS refuse what it signs, until they fetch it again."
          checked={force}
          onChange={(event) => form.setFieldValue('force', event.currentTarget.checked)}
        />
      )}
      {isServer && force && (
        <TextInput label="Reason" description="For the audit log" withAsterisk {...form.getInputProps('reason')} />
      )}
    </Stack>
  )
}

function inHours(seconds: number): string {
  const hours = Math.round(seconds / 3600)
  if (hours < 1) return `${Math.round(seconds / 60)} minutes`
  return hours === 1 ? 'an hour' : `${hours} hours`
}
