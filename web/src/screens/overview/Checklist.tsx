import { Group, List, Text, ThemeIcon, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useQuery } from 'urql'

import { useProject } from '../../app/project'
import { graphql } from '../../graphql/generated'
import type { ProjectProgressQuery } from '../../graphql/generated/graphql'
import { TextLink } from '../../ui/links'
import { isNew, tasksOf } from './checklist'
import type { Progress, Task } from './checklist'
import { Section } from './Section'

const ProgressDocument = graphql(`
  query ProjectProgress($projectId: ID!) {
    node(id: $projectId) {
      __typename
      id
      ... on Project {
        adminKeys(first: 1) {
          nodes {
            id
          }
        }
        applications(first: 10) {
          nodes {
            id
            clientSecrets {
              id
              lastUsedAt
            }
          }
        }
        keys(first: 10, purposes: [APPLICATION]) {
          nodes {
            id
            lastUsedAt
          }
        }
        signingKeys(first: 10) {
          nodes {
            id
            lastUsedAt
          }
        }
      }
    }
  }
`)

/** What a new project still needs. Gone when it has it, and never there in one that is in use. */
export function Checklist() {
  const { id, keyPolicy } = useProject()
  const [{ data }] = useQuery({ query: ProgressDocument, variables: { projectId: id } })
  if (data?.node?.__typename !== 'Project') return null
  const tasks = tasksOf(progressOf(data.node, keyPolicy.rotationPeriodSeconds !== null))
  if (!isNew(tasks)) return null
  const application = data.node.applications.nodes.at(-1)?.id
  return (
    <Section
      title="Getting started"
      aside={
        <Text size="sm" c="dimmed">
          {tasks.filter(({ isDone }) => isDone).length} of {tasks.length} done
        </Text>
      }
    >
      <List listStyleType="none" spacing="sm" py={6}>
        {tasks.map((task) => (
          <List.Item key={task.id}>
            <Item task={task} link={<Destination task={task} application={application} />} />
          </List.Item>
        ))}
      </List>
    </Section>
  )
}

function Item({ task, link }: { task: Task; link: ReactNode }) {
  const { isDone, isOptional, why } = task
  return (
    <Group wrap="nowrap" gap="sm" align="flex-start">
      <ThemeIcon
        size={22}
        radius="xl"
        variant={isDone ? 'light' : 'transparent'}
        color={isDone ? 'green' : 'gray'}
        aria-hidden
      >
        {isDone ? <IconCheck size={14} /> : <IconCircle size={18} />}
      </ThemeIcon>
      <div>
        <Text size="sm" fw={500}>
          <VisuallyHidden>{isDone ? 'Done: ' : 'To do: '}</VisuallyHidden>
          {link}
          {isOptional && (
            <Text span size="xs" c="dimmed">
              {' '}
              (optional)
            </Text>
          )}
        </Text>
        <Text size="xs" c="dimmed">
          {why}
        </Text>
      </div>
    </Group>
  )
}

/** The task as a link to where it is done; `application`: the first one, where there is one. */
function Destination({ task: { id, title, isDone }, application }: { task: Task; application: string | undefined }) {
  const { slug } = useProject()
  if (isDone) return <>{title}</>
  switch (id) {
    case 'signing-key':
    case 'schedule':
      return (
        <TextLink to="/projects/$slug/signing-keys" params={{ slug }}>
          {title}
        </TextLink>
      )
    case 'admin-key':
      return (
        <TextLink to="/projects/$slug/admin-api" params={{ slug }}>
          {title}
        </TextLink>
      )
    case 'application':
      return (
        <TextLink to="/projects/$slug/applications/new" params={{ slug }}>
          {title}
        </TextLink>
      )
    case 'credential':
    case 'token':
      // Before there is an application there is nowhere to go.
      if (application === undefined) return <>{title}</>
      return (
        <TextLink
          to="/projects/$slug/applications/$applicationId"
          params={{ slug, applicationId: application }}
          search={{ tab: id === 'token' ? 'quick-start' : 'credentials' }}
        >
          {title}
        </TextLink>
      )
  }
}

type Project = Extract<NonNullable<ProjectProgressQuery['node']>, { __typename: 'Project' }>

function progressOf({ adminKeys, applications, keys, signingKeys }: Project, isScheduled: boolean): Progress {
  const secrets = applications.nodes.flatMap(({ clientSecrets }) => clientSecrets)
  return {
    adminKeys: adminKeys.nodes.length,
    applications: applications.nodes.length,
    applicationKeys: keys.nodes.length,
    hasSecret: secrets.length > 0,
    wasUsed: [...secrets, ...keys.nodes, ...signingKeys.nodes].some(({ lastUsedAt }) => lastUsedAt !== null),
    isScheduled,
  }
}
