import { Modal, Stack } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useMutation } from 'urql'

import { FieldInput } from '../../fields/FieldInput'
import { Fields } from '../../fields/Fields'
import { PROJECT_SETTINGS } from '../../fields/project'
import { useFieldForm } from '../../fields/useFieldForm'
import { initialValues, inputOf } from '../../fields/values'
import { graphql } from '../../graphql/generated'
import type { CreateProjectInput } from '../../graphql/generated/graphql'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { SubmitButtons } from '../../ui/SubmitButtons'
import { SlugInput } from './SlugInput'
import { slugFromName } from './slug'

const CreateProjectDocument = graphql(`
  mutation CreateProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      project {
        ...ProjectScopeFields
      }
    }
  }
`)

/** Asks for what a project begins with, creates it, and goes there. */
export function CreateProject({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="New project">
      {opened && <CreateProjectForm onClose={onClose} />}
    </Modal>
  )
}

function CreateProjectForm({ onClose }: { onClose: () => void }) {
  const [{ fetching }, create] = useMutation(CreateProjectDocument)
  // The slug follows the name until the operator types into it.
  const [isFollowing, setFollowing] = useState(true)
  const navigate = useNavigate()
  const form = useFieldForm(PROJECT_SETTINGS, initialValues(PROJECT_SETTINGS))

  const submit = form.submit(async (values) => {
    const { data, error } = await create({ input: inputOf(PROJECT_SETTINGS, values) as unknown as CreateProjectInput })
    if (error) form.refuse(error)
    else if (data) await navigate({ to: '/projects/$slug', params: { slug: data.createProject.project.slug } })
  })

  const rename = (name: unknown) => {
    form.set('name', String(name))
    if (isFollowing) form.set('slug', slugFromName(String(name)))
  }
  const chooseSlug = (slug: string) => {
    setFollowing(slug === '')
    form.set('slug', slug)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Fields
          form={form}
          stage="create"
          own={{
            name: (
              <FieldInput
                field={PROJECT_SETTINGS.name}
                {...form.slot('name')}
                onChange={rename}
                disabled={false}
                isFirst
              />
            ),
            slug: <SlugInput {...form.slot('slug')} onChange={chooseSlug} />,
          }}
        />
        {form.problem && <ProblemAlert error={form.problem} />}
        <SubmitButtons busy={fetching} onCancel={onClose}>
          Create project
        </SubmitButtons>
      </Stack>
    </form>
  )
}
