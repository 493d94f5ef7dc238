import { Modal, Select, Text } from '@mantine/core'
import { useState } from 'react'
import { useQuery } from 'urql'

import { useProject } from '../../app/project'
import type { Identity, Issuer } from '../../federation/fields'
import { usePresets } from '../../federation/usePresets'
import { graphql } from '../../graphql/generated'
import { TextLink } from '../../ui/links'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { RowsSkeleton } from '../../ui/ScreenSkeleton'
import type { Application } from './fields'
import { IdentityForm } from './IdentityForm'

const IssuerChoicesDocument = graphql(`
  query IssuerChoices($slug: String!) {
    project(slug: $slug) {
      id
      trustedIssuers(first: 100) {
        nodes {
          ...IssuerFields
        }
      }
    }
  }
`)

interface IdentityDialogProps {
  application: Application
  /** The identity to change; none: a new one. */
  identity?: Identity | undefined
  opened: boolean
  onClose: () => void
}

/** Makes a federated identity, or changes one. */
export function IdentityDialog({ application, identity, opened, onClose }: IdentityDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={identity ? `Change ${identity.name}` : 'New federated identity'}
      size="xl"
    >
      {opened &&
        (identity ? (
          <Chosen application={application} identity={identity} issuer={identity.trustedIssuer} onClose={onClose} />
        ) : (
          <ChooseIssuer application={application} onClose={onClose} />
        ))}
    </Modal>
  )
}

function ChooseIssuer({ application, onClose }: Pick<IdentityDialogProps, 'application' | 'onClose'>) {
  const { slug } = useProject()
  const [{ data, error }] = useQuery({ query: IssuerChoicesDocument, variables: { slug } })
  const [chosen, setChosen] = useState<string | null>(null)
  if (error) return <ProblemAlert error={error} />
  if (!data) return <RowsSkeleton rows={4} />

  const issuers = data.project?.trustedIssuers.nodes ?? []
  const issuer = issuers.find(({ id }) => id === chosen) ?? (issuers.length === 1 ? issuers[0] : undefined)
  if (issuers.length === 0) {
    return (
      <Text size="sm">
        The project trusts no issuer yet.{' '}
        <TextLink to="/projects/$slug/issuers/new" params={{ slug }} inherit underline="always">
          Add a trusted issuer
        </TextLink>{' '}
        first.
      </Text>
    )
  }
  return (
    <>
      <Select
        label="Trusted issuer"
        description="Whose tokens the workload has. Fixed once the identity is created."
        data={issuers.map(({ id, name }) => ({ value: id, label: name }))}
        value={issuer?.id ?? null}
        onChange={setChosen}
        placeholder="Choose"
        allowDeselect={false}
        searchable
        maw="28rem"
        mb="md"
        data-autofocus
      />
      {issuer && <Chosen key={issuer.id} application={application} issuer={issuer} onClose={onClose} />}
    </>
  )
}

interface ChosenProps {
  application: Application
  identity?: Identity
  issuer: Issuer
  onClose: () => void
}

function Chosen(props: ChosenProps) {
  const presets = usePresets()
  return presets ? <IdentityForm presets={presets} {...props} /> : <RowsSkeleton rows={4} />
}
