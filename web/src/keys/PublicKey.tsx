import { Button, Group, Stack, Tabs, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'

import type { KeyDetailsFragment } from '../graphql/generated/graphql'
import { download } from '../ui/download'
import { CodeBlock } from '../ui/Snippets'

/** The public half in each of its forms, to copy or to save. */
export function PublicKey({ subject }: { subject: KeyDetailsFragment }) {
  const forms = formsOf(subject)
  return (
    <Stack gap="xs" mt="lg">
      <Text fw={600} size="sm">
        Public key
      </Text>
      <Tabs defaultValue="PEM" keepMounted={false}>
        <Tabs.List aria-label="Form of the public key">
          {forms.map(({ name }) => (
            <Tabs.Tab key={name} value={name}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {forms.map(({ name, ...file }) => (
          <Tabs.Panel key={name} value={name} pt="sm">
            <CodeBlock label={`Public key as ${name}`} code={file.content.trimEnd()} />
            <Group justify="flex-end" mt="xs">
              <Button
                size="xs"
                variant="default"
                leftSection={<IconDownload size={16} />}
                aria-label={`Download ${name}`}
                onClick={() => download(file)}
              >
                {file.filename.slice(subject.kid.length)}
              </Button>
            </Group>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  )
}

function formsOf({ kid, publicKeyPem, jwk, certificatePem }: KeyDetailsFragment) {
  const pem = 'application/x-pem-file'
  const forms = [
    { name: 'PEM', filename: `${kid}.pub.pem`, mediaType: pem, content: publicKeyPem },
    {
      name: 'JWK',
      filename: `${kid}.jwk.json`,
      mediaType: 'application/jwk+json',
      content: JSON.stringify(jwk, null, 2),
    },
  ]
  if (certificatePem)
    forms.push({ name: 'Certificate', filename: `${kid}.crt.pem`, mediaType: pem, content: certificatePem })
  return forms
}
