import { Modal, Stack, Switch } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useMutation } from 'urql'
import type { CombinedError } from 'urql'

import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import { AlgorithmFields } from '../../keys/AlgorithmFields'
import { DurationInput } from '../../ui/DurationInput'
import { formErrors } from '../../ui/formErrors'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SubmitButtons } from '../../ui/SubmitButtons'
import { changeOf, formOf, missingOf } from './policy'
import type { PolicyForm } from './policy'

const PolicyDocument = graphql(`
  mutation ChangePolicy($input: UpdateProjectInput!) {
    updateProject(input: $input) {
      project {
        ...ProjectScopeFields
      }
    }
  }
`)

type Duration = 'rotationPeriodSeconds' | 'publishAheadSeconds' | 'jwksMaxAgeSeconds' | 'maxAdminTokenLifetimeSeconds'

/** Changes the rules for keys to come. */
export function PolicyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Key policy">
      {/* Mounted anew each time, with the policy as it is then. */}
      {opened && <Fields onClose={onClose} />}
    </Modal>
  )
}

function Fields({ onClose }: { onClose: () => void }) {
  const { id, keyPolicy } = useProject()
  const [{ fetching }, change] = useMutation(PolicyDocument)
  const [refusal, setRefusal] = useState<CombinedError>()
  const form = useForm<PolicyForm>({ initialValues: formOf(keyPolicy), validate: missingOf })
  const submit = async (values: PolicyForm) => {
    const { error } = await change({ input: { projectId: id, keyPolicy: changeOf(values, keyPolicy) } })
    const refused = error && policyErrors(error, values)
    if (refused) form.setErrors(refused.errors)
    setRefusal(refused?.rest ? error : undefined)
    if (error) return
    notifications.show({ message: 'The policy is changed.' })
    onClose()
  }
  const duration = (name: Duration) => ({
    value: form.values[name],
    onChange: (seconds: number | '') => form.setFieldValue(name, seconds),
    error: form.errors[name],
  })
  return (
    <form onSubmit={form.onSubmit(submit)} noValidate>
      <Stack gap="md">
        <AlgorithmFields
          algorithm={form.values.signingAlgorithm}
          rsaBits={form.values.rsaBits}
          onAlgorithm={(algorithm) => form.setFieldValue('signingAlgorithm', algorithm)}
          onRsaBits={(bits) => form.setFieldValue('rsaBits', bits)}
          errors={{ algorithm: form.errors.signingAlgorithm, rsaBits: form.errors.rsaBits }}
          note="For keys to come. With another algorithm a successor is made at once, and signs after the publish-ahead."
        />
        <Switch
          label="Rotate by itself"
          description="The next key is made and published in time, and takes over without anybody’s doing"
          {...form.getInputProps('isScheduled', { type: 'checkbox' })}
        />
        {form.values.isScheduled && (
          <DurationInput label="How long a key signs" {...duration('rotationPeriodSeconds')} />
        )}
        <DurationInput
          label="Publish-ahead"
          description="How long a key is in the JWKS before it signs, so that every verifier knows it by then"
          {...duration('publishAheadSeconds')}
        />
        <DurationInput
          label="JWKS max-age"
          description="How long a verifier may keep the JWKS. One that does not ask the server may trust a revoked key so much longer"
          {...duration('jwksMaxAgeSeconds')}
        />
        <DurationInput
          label="Longest life of admin tokens"
          description="Of tokens for the Admin API that this project’s keys sign"
          {...duration('maxAdminTokenLifetimeSeconds')}
        />
        {refusal && <ProblemAlert error={refusal} />}
        <SubmitButtons busy={fetching} disabled={!form.isDirty()} onCancel={onClose}>
          Save policy
        </SubmitButtons>
      </Stack>
    </form>
  )
}

const PREFIX = 'keyPolicy.'

/** The API names a rule by its place in the input, the form by itself. */
function policyErrors(error: CombinedError, values: PolicyForm): ReturnType<typeof formErrors> {
  const { errors, rest } = formErrors(error, Object.keys(values).map((name) => PREFIX + name))
  const named = Object.entries(errors).map(([path, message]) => [path.slice(PREFIX.length), message])
  return { errors: Object.fromEntries(named) as Record<string, string>, rest }
}
