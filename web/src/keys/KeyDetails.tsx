import { Drawer } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useQuery } from 'urql'

import { graphql } from '../graphql/generated'
import type { KeyDetailsFragment, KeyPurpose } from '../graphql/generated/graphql'
import { EmptyState } from '../ui/EmptyState'
import { ProblemAlert } from '../ui/ProblemAlert'
import { RowsSkeleton } from '../ui/ScreenSkeleton'
import { useViewer } from '../session/useSession'
import { useWanted } from '../ui/useWanted'
import { IconKey } from '@tabler/icons-react'
import { UsageSection } from '../usage/UsageSection'
import { EditDialog, ExportDialog, RevokeDialog, RotateDialog } from './dialogs'
import { KeyActions } from './KeyActions'
import { actionsFor } from './abilities'
import type { KeyAction } from './abilities'
import { KeyFacts } from './KeyFacts'
import { PublicKey } from './PublicKey'

const KeyDetailsDocument = graphql(`
  query KeyDetails($id: ID!) {
    node(id: $id) {
      __typename
      id
      ...KeyDetails
    }
  }

  fragment KeyDetails on Key {
    ...KeyFields
    additionalAlgorithms
    publicKeyPem
    jwk
    thumbprint
    certificatePem
    project {
      id
    }
  }
`)

/** What counts as a call of a key. */
const USES: Record<KeyPurpose, string> = {
  ADMIN: 'Requests to the Admin API with a token that the key signed.',
  APPLICATION: 'Requests with an assertion or a JWT that the key signed.',
  SIGNING: 'Access tokens that the key signed, and checks of them by gateways and introspection.',
}

/**
 * The key of the address (`?key=key_…`) in a drawer: what is known of it, and what can be done to
 * it. Put it once on each screen that lists keys.
 */
export function KeyDetails() {
  const { key: id } = useSearch({ strict: false })
  const navigate = useNavigate()
  const [action, setAction] = useState<KeyAction>()
  const close = () => void navigate({ to: '.', search: (old) => ({ ...old, key: undefined }), resetScroll: false })
  return (
    <Drawer
      opened={id !== undefined}
      onClose={close}
      title="Key"
      // Escape is for the dialog that stands over it.
      closeOnEscape={action === undefined}
      closeOnClickOutside={action === undefined}
    >
      {id !== undefined && <Details key={id} id={id} action={action} onAction={setAction} />}
    </Drawer>
  )
}

interface DetailsProps {
  id: string
  action: KeyAction | undefined
  onAction: (action: KeyAction | undefined) => void
}

function Details({ id, action, onAction }: DetailsProps) {
  const [{ data, error }] = useQuery({ query: KeyDetailsDocument, variables: { id } })
  if (error && !data) return <ProblemAlert error={error} />
  if (!data) return <RowsSkeleton rows={10} />
  if (data.node?.__typename !== 'Key') {
    return (
      <EmptyState icon={<IconKey />} title="Key not found">
        No key has this ID, or your admin key has no access to it.
      </EmptyState>
    )
  }
  return <Loaded subject={data.node} action={action} onAction={onAction} />
}

function Loaded({ subject, action, onAction }: Omit<DetailsProps, 'id'> & { subject: KeyDetailsFragment }) {
  const end = () => onAction(undefined)
  const { permissions } = useViewer()
  useWanted((wanted) => onAction(actionsFor(subject, permissions).find((action) => action === wanted)), true)
  const target = (name: KeyAction) => (action === name ? subject : null)
  return (
    <>
      <KeyFacts subject={subject} actions={<KeyActions subject={subject} onAction={onAction} />} />
      <UsageSection id={subject.id} of="the key" description={USES[subject.purpose]} order={4} />
      <PublicKey subject={subject} />
      <EditDialog target={target('edit')} onClose={end} />
      <ExportDialog target={target('export')} onClose={end} />
      <RotateDialog target={target('rotate')} onClose={end} />
      <RevokeDialog target={target('revoke')} onClose={end} />
    </>
  )
}
