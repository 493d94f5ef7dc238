import { Checkbox, NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { UseFormReturnType } from '@mantine/form'
import { useState } from 'react'
import type { CombinedError } from 'urql'

import { sentence } from '../graphql/errors'
import { formErrors } from '../ui/formErrors'
import { ProblemAlert } from '../ui/ProblemAlert'
import { SubmitButtons } from '../ui/SubmitButtons'
import { ExpiryField, TimeField } from './ExpiryField'
import type { KeyFieldsFragment } from './keyFields'
import { RotationPlan } from './RotationPlan'
import { OVERLAPS, isForced, usualWish } from './rotation'
import type { Refusal, RotationWish } from './rotation'

const FIELDS = ['name', 'expiresAt', 'activatesAt', 'overlapSeconds', 'reason']

interface RotateFormProps {
  target: KeyFieldsFragment
  busy: boolean
  /** Gives what was refused. */
  onSubmit: (wish: RotationWish) => Promise<CombinedError | undefined>
  onCancel: () => void
}

/** How the successor shall be, with the plan that follows from it. */
export function RotateForm({ target, busy, onSubmit, onCancel }: RotateFormProps) {
  const form = useForm<RotationWish>({
    initialValues: usualWish(target.name),
    validate: {
      name: (name) => (name.trim() === '' ? 'Enter a name.' : null),
      activatesAt: (at, { when }) => (when === 'at' && at === null ? 'Choose a time.' : null),
      reason: (reason, wish) => (isForced(wish) && reason.trim() === '' ? 'Enter a reason for the audit log.' : null),
    },
  })
  const [refusal, setRefusal] = useState<CombinedError>()
  const [planned, setPlanned] = useState<Refusal | null>()
  const hear = (refusal: Refusal | null | undefined) => {
    setPlanned(refusal)
    form.clearFieldError('activatesAt')
    form.clearFieldError('overlapSeconds')
    if (refusal?.field) form.setFieldError(refusal.field, sentence(refusal.message))
  }
  const submit = async (wish: RotationWish) => {
    const error = await onSubmit(wish)
    const refused = error && formErrors(error, FIELDS)
    if (refused) form.setErrors(refused.errors)
    setRefusal(refused?.rest ? error : undefined)
  }
  return (
    <form onSubmit={form.onSubmit((wish) => submit(wish))} noValidate>
      <Stack gap="md">
        {target.purpose === 'SIGNING' ? <WhenField form={form} /> : <OverlapField form={form} />}
        <RotationPlan target={target} wish={form.values} onPlanned={hear} />
        <TextInput label="Name of the successor" {...form.getInputProps('name')} />
        <ExpiryField
          label="Expiry of the successor"
          description={target.expiresAt ? 'Empty: the same lifetime as this key.' : 'Empty: never expires.'}
          value={form.values.expiresAt}
          onChange={(value) => form.setFieldValue('expiresAt', value)}
          error={form.errors.expiresAt}
        />
        <TextInput
          label="Reason"
          description="Recorded in the audit log."
          required={isForced(form.values)}
          {...form.getInputProps('reason')}
        />
        {refusal && <ProblemAlert error={refusal} />}
        <SubmitButtons busy={busy} disabled={planned !== null} onCancel={onCancel}>
          Rotate key
        </SubmitButtons>
      </Stack>
    </form>
  )
}

type Form = UseFormReturnType<RotationWish>

function WhenField({ form }: { form: Form }) {
  const { when, activatesAt } = form.values
  return (
    <>
      <Radio.Group
        label="When the successor signs"
        value={when}
        onChange={(value) => form.setFieldValue('when', value)}
      >
        <Stack gap="xs" mt={6}>
          <Radio
            value="usual"
            label="After the publish-ahead"
            description="Every verifier has the successor by then."
            data-autofocus
          />
          <Radio value="at" label="At a chosen time" />
          <Radio
            value="now"
            label="Now"
            description="Verifiers that do not have the successor yet refuse new tokens until they fetch the JWKS again."
          />
        </Stack>
      </Radio.Group>
      {when === 'at' && (
        <>
          <TimeField
            label="Signs from"
            description="In your time zone."
            value={activatesAt}
            onChange={(value) => form.setFieldValue('activatesAt', value)}
            error={form.errors.activatesAt}
          />
          <Checkbox label="Skip the publish-ahead" {...form.getInputProps('force', { type: 'checkbox' })} />
        </>
      )}
    </>
  )
}

function OverlapField({ form }: { form: Form }) {
  return (
    <NativeSelect
      label="How long this key stays accepted"
      description="The time you need to install the successor."
      data={OVERLAPS.map(({ seconds, label }) => ({ value: String(seconds), label }))}
      value={String(form.values.overlapSeconds)}
      onChange={(event) => form.setFieldValue('overlapSeconds', Number(event.currentTarget.value))}
      error={form.errors.overlapSeconds}
      data-autofocus
    />
  )
}
