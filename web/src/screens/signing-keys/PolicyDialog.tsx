import { Modal, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from 'urql'

import { useProject } from '../../app/project'
import { Fields } from '../../fields/Fields'
import { useFieldForm } from '../../fields/useFieldForm'
import { changeOf, valuesOf } from '../../fields/values'
import { graphql } from '../../graphql/generated'
import { AlgorithmFields } from '../../keys/AlgorithmFields'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SubmitButtons } from '../../ui/SubmitButtons'
import { POLICY_SETTINGS } from './policy'

const PolicyDocument = graphql(`
  mutation ChangePolicy($input: UpdateProjectInput!) {
    updateProject(input: $input) {
      project {
        ...ProjectScopeFields
      }
    }
  }
`)

/** Changes the rules for new keys. */
export function PolicyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Key policy">
      {/* Mounted at each opening, with the policy as it is then. */}
      {opened && <PolicyForm onClose={onClose} />}
    </Modal>
  )
}

function PolicyForm({ onClose }: { onClose: () => void }) {
  const { id, keyPolicy } = useProject()
  const [{ fetching }, change] = useMutation(PolicyDocument)
  const before = valuesOf(POLICY_SETTINGS, keyPolicy)
  const form = useFieldForm(POLICY_SETTINGS, before, 'keyPolicy.')

  const submit = form.submit(async (values) => {
    const { error } = await change({ input: { projectId: id, keyPolicy: changeOf(POLICY_SETTINGS, before, values) } })
    if (error) {
      form.refuse(error)
      return
    }
    notifications.show({ message: 'Key policy saved.' })
    onClose()
  })

  const [algorithm, rsaBits] = [form.slot('signingAlgorithm'), form.slot('rsaBits')]
  const algorithmFields = (
    <AlgorithmFields
      algorithm={algorithm.value}
      rsaBits={rsaBits.value}
      onAlgorithm={algorithm.onChange}
      onRsaBits={rsaBits.onChange}
      errors={{ algorithm: algorithm.error, rsaBits: rsaBits.error }}
      note={POLICY_SETTINGS.signingAlgorithm.help}
    />
  )
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Fields form={form} stage="edit" own={{ signingAlgorithm: algorithmFields }} />
        {form.problem && <ProblemAlert error={form.problem} />}
        <SubmitButtons busy={fetching} disabled={!form.isDirty} onCancel={onClose}>
          Save policy
        </SubmitButtons>
      </Stack>
    </form>
  )
}
