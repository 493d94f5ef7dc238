import { Modal, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from 'urql'

import { useProject } from '../../app/project'
import { Fields } from '../../fields/Fields'
import { PROJECT_SETTINGS } from '../../fields/project'
import { useFieldForm } from '../../fields/useFieldForm'
import { changeOf, valuesOf } from '../../fields/values'
import { graphql } from '../../graphql/generated'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SubmitButtons } from '../../ui/SubmitButtons'

const UpdateProjectDocument = graphql(`
  mutation UpdateProject($input: UpdateProjectInput!) {
    updateProject(input: $input) {
      project {
        ...ProjectScopeFields
      }
    }
  }
`)

/** Changes how a project is called and described. */
export function EditProject({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Project settings">
      {/* Mounted at each opening, with the project as it is then. */}
      {opened && <EditProjectForm onClose={onClose} />}
    </Modal>
  )
}

function EditProjectForm({ onClose }: { onClose: () => void }) {
  const project = useProject()
  const [{ fetching }, update] = useMutation(UpdateProjectDocument)
  const before = valuesOf(PROJECT_SETTINGS, project)
  const form = useFieldForm(PROJECT_SETTINGS, before)

  const submit = form.submit(async (values) => {
    const { error } = await update({ input: { projectId: project.id, ...changeOf(PROJECT_SETTINGS, before, values) } })
    if (error) {
      form.refuse(error)
      return
    }
    notifications.show({ message: 'Project settings saved.' })
    onClose()
  })

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Fields form={form} stage="edit" autoFocus />
        {form.problem && <ProblemAlert error={form.problem} />}
        <SubmitButtons busy={fetching} disabled={!form.isDirty} onCancel={onClose}>
          Save settings
        </SubmitButtons>
      </Stack>
    </form>
  )
}
