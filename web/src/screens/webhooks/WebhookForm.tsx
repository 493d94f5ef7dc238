import { MultiSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { CombinedError } from 'urql'

import { formErrors } from '../../ui/formErrors'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SubmitButtons } from '../../ui/SubmitButtons'
import type { WebhookRow } from './fields'
import { typeChoices } from './types'

const FIELDS = ['url', 'eventTypes']

interface WebhookFormProps {
  webhook: WebhookRow | undefined
  busy: boolean
  /** Why the last attempt to save failed. */
  error: CombinedError | undefined
  onSave: (input: { url: string; eventTypes: string[] }) => Promise<CombinedError | undefined>
  onCancel: () => void
}

/** The settings of a webhook. */
export function WebhookForm({ webhook, busy, error, onSave, onCancel }: WebhookFormProps) {
  const [url, setUrl] = useState(webhook?.url ?? 'https://')
  const [eventTypes, setEventTypes] = useState(webhook?.eventTypes ?? [])
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [hasRest, setRest] = useState(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const refusal = await onSave({ url, eventTypes })
    const found = refusal && formErrors(refusal, FIELDS)
    setErrors(found?.errors ?? {})
    setRest(found?.rest ?? false)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label="URL"
          description="Receives a POST request for each event. Every key with READ can see it."
          type="url"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          error={errors.url}
          autoComplete="off"
          data-autofocus
        />
        <MultiSelect
          label="Event types"
          description="Leave empty to send all, also those of later releases."
          placeholder={eventTypes.length === 0 ? 'All' : undefined}
          data={typeChoices(eventTypes)}
          value={eventTypes}
          onChange={setEventTypes}
          error={errors.eventTypes}
          searchable
          clearable
        />
        {error && hasRest && <ProblemAlert error={error} />}
        <SubmitButtons busy={busy} onCancel={onCancel}>
          {webhook ? 'Save' : 'Create webhook'}
        </SubmitButtons>
      </Stack>
    </form>
  )
}
