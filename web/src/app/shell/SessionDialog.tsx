import { Divider, List, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

import { PERMISSIONS, shortPermissions } from '../../keys/permissions'
import { ruleWords } from '../../rules/words'
import { serverNow } from '../../session/clock'
import { OperatorTokens } from '../../session/operator/tokens'
import type { Viewer } from '../../session/session'
import { useOperatorSession, useTokens, useViewer } from '../../session/useSession'
import { DateTime } from '../../ui/DateTime'
import { durationInWords } from '../../ui/duration'
import { TextLink } from '../../ui/links'
import { useNow } from '../../ui/useNow'

interface SessionDialogProps {
  opened: boolean
  onClose: () => void
}

/** What the person or key that is signed in may do, why, and until when. */
export function SessionDialog({ opened, onClose }: SessionDialogProps) {
  const viewer = useViewer()
  const { session, key } = viewer
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={session ? `Signed in as ${session.displayName}` : `Signed in with the key ${key.name}`}
    >
      <Stack gap="md">
        <Part title="Who">{session ? <Person session={session} /> : <Text className="mono">{key.kid}</Text>}</Part>
        <Divider />
        <Part title="What you may do">
          <Permissions viewer={viewer} onLeave={onClose} />
        </Part>
        <Divider />
        {session && (
          <>
            <Part title="Why">
              <Reason session={session} />
            </Part>
            <Divider />
          </>
        )}
        <Part title="Until when">
          <Ends />
        </Part>
      </Stack>
    </Modal>
  )
}

type Session = NonNullable<Viewer['session']>

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Text fw={600} size="sm" mb={4}>
        {title}
      </Text>
      {children}
    </section>
  )
}

function Person({ session: { email, subject } }: { session: Session }) {
  const issuerName = useOperatorSession()?.issuerName
  return (
    <>
      {email !== null && <Text size="sm">{email}</Text>}
      <Text size="sm">
        Account at {issuerName}: <span className="mono">{subject}</span>
      </Text>
    </>
  )
}

function Permissions({ viewer: { scope, project, permissions }, onLeave }: { viewer: Viewer; onLeave: () => void }) {
  const held = shortPermissions(permissions)
  return (
    <>
      <Text size="sm" mb="xs">
        {project ? (
          <>
            In the project{' '}
            <TextLink to="/projects/$slug" params={{ slug: project.slug }} onClick={onLeave} inherit underline="always">
              {project.name}
            </TextLink>
            :
          </>
        ) : (
          'In the whole instance, with all projects:'
        )}
      </Text>
      <List size="sm" spacing={4}>
        {PERMISSIONS.filter(({ permission }) => held.includes(permission)).map(({ permission, label, meaning }) => (
          <List.Item key={permission}>
            <b>{label}</b>: {scope === 'PROJECT' ? meaning : meaning.replace('the project', 'projects')}
          </List.Item>
        ))}
      </List>
    </>
  )
}

function Reason({ session: { rule } }: { session: Session }) {
  const issuerName = useOperatorSession()?.issuerName
  if (!rule) return <Text size="sm">The rule that let you in no longer exists.</Text>
  return (
    <>
      <Text size="sm">
        The rule <b>{rule.name}</b> of {issuerName} lets in every account for which all of this holds:
      </Text>
      <List size="sm" mt={4}>
        {rule.claimRules.map((claimRule) => (
          <List.Item key={ruleWords(claimRule)}>{ruleWords(claimRule)}</List.Item>
        ))}
      </List>
    </>
  )
}

function Ends() {
  const tokens = useTokens()
  const { key, permissions, steppedUpUntil } = useViewer()
  const now = useNow()
  if (!(tokens instanceof OperatorTokens)) {
    const end = tokens.end?.()
    return (
      <Text size="sm">
        {end ? (
          <>
            This browser keeps the key until <DateTime value={new Date(end.at * 1000).toISOString()} />.
          </>
        ) : (
          'Until you close or reload this page.'
        )}{' '}
        The key expires: <DateTime value={key.expiresAt} none="never" />.
      </Text>
    )
  }
  const { expiresAt, idleSeconds } = tokens.session
  const mayConfirm = permissions.includes('KEYS_EXPORT') || permissions.includes('ADMIN_KEYS_WRITE')
  const isConfirmed = mayConfirm && steppedUpUntil !== null && Date.parse(steppedUpUntil) > serverNow(now) * 1000
  return (
    <Stack gap={2}>
      <Text size="sm">
        The session ends <DateTime value={expiresAt} /> at the latest, and after {durationInWords(idleSeconds)} without
        use.
      </Text>
      {isConfirmed && (
        <Text size="sm">
          Private keys and admin keys can be managed until <DateTime value={steppedUpUntil} />; then you are asked to
          confirm that it is you.
        </Text>
      )}
    </Stack>
  )
}
