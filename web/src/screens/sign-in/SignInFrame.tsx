import { Box, Stack, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'

import { Mark } from '../../ui/Mark'

/** What surrounds the screens before somebody is signed in. */
export function SignInFrame({ title, children }: { title: string; children: ReactNode }) {
  useDocumentTitle('Sign in · Keyplane')
  return (
    <Box component="main" px="md" py={{ base: 'xl', sm: '10vh' }}>
      <Stack maw="27rem" mx="auto" gap="lg">
        <Stack gap="xs" align="center">
          <Mark size={40} />
          <Title order={1}>{title}</Title>
        </Stack>
        {children}
      </Stack>
    </Box>
  )
}
