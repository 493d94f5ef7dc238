import { Checkbox, List, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useMutation, useQuery } from 'urql'

import { graphql } from '../graphql/generated'
import { usePermission, useViewer } from '../session/useSession'
import { ConfirmDialog } from '../ui/ConfirmDialog'
import { formErrors } from '../ui/formErrors'
import { Impact } from '../usage/Impact'
import type { KeyFieldsFragment } from './keyFields'
import { confirmationOf, consequencesOf } from './revocation'

const FactsDocument = graphql(`
  query RevocationFacts($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Key {
        kid
        purpose
        state
        custody
        predecessor {
          id
          name
          kid
        }
        project {
          id
          keyPolicy {
            jwksMaxAgeSeconds
          }
          currentSigningKey {
            id
          }
          signers: signingKeys(first: 50, states: [PENDING, ACTIVE]) {
            nodes {
              id
              name
              kid
              state
              custody
            }
          }
        }
        application {
          id
          name
          accepted: keys(first: 2, states: [ACTIVE, RETIRING]) {
            nodes {
              id
            }
          }
        }
      }
    }
  }
`)

const RevokeDocument = graphql(`
  mutation RevokeKey($input: RevokeKeyInput!) {
    revokeKey(input: $input) {
      key {
        ...KeyFields
      }
    }
  }
`)

interface RevokeDialogProps {
  /** The key to take away; null closes the dialog. */
  target: KeyFieldsFragment | null
  onClose: () => void
}

/** Takes a key of any purpose away, after its kid was typed and a reason was given. */
export function RevokeDialog({ target, onClose }: RevokeDialogProps) {
  // While the dialog fades away it still shows the key that it was for.
  const [shown, setShown] = useState(target)
  if (target && target !== shown) setShown(target)
  if (!shown) return null
  return <Revocation key={shown.id} target={shown} opened={target !== null} onClose={onClose} />
}

function Revocation({ target, opened, onClose }: { target: KeyFieldsFragment; opened: boolean; onClose: () => void }) {
  const [{ fetching }, revoke] = useMutation(RevokeDocument)
  const [reason, setReason] = useState('')
  const [revokeTokens, setRevokeTokens] = useState(false)
  const [refusal, setRefusal] = useState<Parameters<typeof formErrors>[0]>()
  const mayEndTokens = usePermission('APPLICATIONS_WRITE') && target.purpose === 'APPLICATION'
  const typed = confirmationOf(target.kid)
  const refused = refusal && formErrors(refusal, ['reason'])
  // What was said of one attempt is not said of the next.
  const close = () => {
    setRefusal(undefined)
    setReason('')
    setRevokeTokens(false)
    onClose()
  }
  const confirm = async () => {
    const { error } = await revoke({ input: { keyId: target.id, reason: reason.trim(), revokeTokens } })
    setRefusal(error)
    if (error) return
    notifications.show({ message: `${target.name} revoked.` })
    close()
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={close}
      title={`Revoke ${target.name}?`}
      typed={typed}
      confirm="Revoke key"
      incomplete={reason.trim() === ''}
      busy={fetching}
      error={refused?.rest ? refusal : undefined}
      onConfirm={() => void confirm()}
    >
      <Text className="mono" c="dimmed">
        {target.kid.slice(0, -typed.length)}
        <Text span inherit fw={700} c="var(--mantine-color-text)">
          {typed}
        </Text>
      </Text>
      <Impact id={target.id} ofMany={target.purpose === 'SIGNING'} />
      <Consequences id={target.id} />
      {mayEndTokens && (
        <Checkbox
          label="Also revoke all tokens of the application"
          checked={revokeTokens}
          onChange={(event) => setRevokeTokens(event.currentTarget.checked)}
        />
      )}
      <TextInput
        label="Reason"
        description="Recorded in the audit log."
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={refused?.errors.reason}
        data-autofocus
      />
    </ConfirmDialog>
  )
}

/** What stops working, as the server says at each opening: meanwhile another key can have begun to sign. */
function Consequences({ id }: { id: string }) {
  const { key } = useViewer()
  const [{ data }] = useQuery({ query: FactsDocument, variables: { id }, requestPolicy: 'network-only' })
  if (data?.node?.__typename !== 'Key') {
    return (
      <Stack gap={8} aria-busy="true">
        <Skeleton h={18} />
        <Skeleton h={18} />
        <Skeleton h={18} w="60%" />
      </Stack>
    )
  }
  const sentences = [
    ...consequencesOf(data.node, key.id === id),
    'This is for good: neither the key nor its ID comes back.',
  ]
  return (
    <List size="sm" spacing={6}>
      {sentences.map((sentence) => (
        <List.Item key={sentence}>{sentence}</List.Item>
      ))}
    </List>
  )
}
