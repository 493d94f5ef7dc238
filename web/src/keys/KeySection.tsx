import { Button, Group, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconUpload } from '@tabler/icons-react'
import type { ReactNode } from 'react'

import { usePermission } from '../session/useSession'
import { SectionHead } from '../ui/SectionHead'
import { StepUpNotice } from '../ui/StepUp'
import { useWanted } from '../ui/useWanted'
import { GenerateDialog, ImportDialog } from './dialogs'
import { KeyTable } from './KeyTable'
import { writePermission } from './owner'
import type { KeyOwner } from './owner'

interface KeySectionProps {
  owner: KeyOwner
  /** "Admin keys". */
  title: string
  /** What they are for. */
  description: string
  /** Stands where there are none: how to get one. */
  empty: ReactNode
  /** For screen readers; else the title. */
  label?: string
  /** Whether the owner can do without a key: then making one is not what the screen is for. */
  isOptional?: boolean
}

/** The keys of an owner with the buttons that make another. */
export function KeySection({ owner, title, description, empty, label = title, isOptional = false }: KeySectionProps) {
  const canWrite = usePermission(writePermission(owner))
  const [isGenerating, generating] = useDisclosure()
  const [isImporting, importing] = useDisclosure()
  useWanted((wanted) => {
    if (wanted === 'generate' && canWrite) generating.open()
  })
  return (
    <Stack gap="sm" component="section" aria-labelledby="keys">
      <SectionHead id="keys" title={title} description={description}>
        {canWrite && (
          <Group gap="xs">
            <Button variant="default" leftSection={<IconUpload size={16} aria-hidden />} onClick={importing.open}>
              Import
            </Button>
            <Button
              variant={isOptional ? 'default' : 'filled'}
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={generating.open}
            >
              Generate key
            </Button>
          </Group>
        )}
      </SectionHead>
      {canWrite && <StepUpNotice permission={writePermission(owner)} />}
      <KeyTable owner={owner} label={label} empty={{ text: empty }} />
      <GenerateDialog owner={owner} opened={isGenerating} onClose={generating.close} />
      <ImportDialog owner={owner} opened={isImporting} onClose={importing.close} />
    </Stack>
  )
}
