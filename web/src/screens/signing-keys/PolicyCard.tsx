import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAdjustments } from '@tabler/icons-react'

import { useProject } from '../../app/project'
import { usePermission } from '../../session/useSession'
import { lazyDialog } from '../../ui/lazyDialog'
import classes from './PolicyCard.module.css'
import { policyFacts } from './policy'

const PolicyDialog = lazyDialog(() => import('./PolicyDialog').then((module) => module.PolicyDialog))

/** The rules that the project's keys are made and replaced by. */
export function PolicyCard() {
  const { keyPolicy } = useProject()
  const mayChange = usePermission('PROJECT_WRITE')
  const [isOpen, dialog] = useDisclosure()
  return (
    <Paper component="section" aria-labelledby="policy">
      <Group justify="space-between" gap="sm" mb="xs">
        <Title order={2} id="policy">
          Policy
        </Title>
        {mayChange && (
          <Button size="xs" variant="default" leftSection={<IconAdjustments size={16} />} onClick={dialog.open}>
            Change policy
          </Button>
        )}
      </Group>
      <dl className={classes.facts}>
        {policyFacts(keyPolicy).map(({ label, value, meaning }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {value}
              <Text size="xs" c="dimmed">
                {meaning}
              </Text>
            </dd>
          </div>
        ))}
      </dl>
      <PolicyDialog opened={isOpen} onClose={dialog.close} />
    </Paper>
  )
}
