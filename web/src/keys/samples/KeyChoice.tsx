import { Group, NativeSelect, Text } from '@mantine/core'

import { FORM_NAMES } from '../files'
import { SAMPLE_FORMS } from './useSampleKey'
import type { SampleKeyChoice } from './useSampleKey'

const FORMS = SAMPLE_FORMS.map((value) => ({ value, label: FORM_NAMES[value] }))

/** Which key the program signs with, and in which form the reader has it. */
export function KeyChoice({ keys, chosen, form, choose, setForm }: SampleKeyChoice) {
  if (keys?.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        There is no active key yet. Generate or import one to see its ID in the samples.
      </Text>
    )
  }
  return (
    <Group gap="md" align="flex-end">
      <NativeSelect
        label="Key"
        data={(keys ?? []).map(({ id, name, kid }) => ({ value: id, label: `${name} · ${shortened(kid)}` }))}
        value={chosen?.id ?? ''}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        disabled={!keys}
        style={{ flex: '1 1 14rem', maxWidth: '24rem' }}
      />
      <NativeSelect
        label="Private key saved as"
        data={FORMS}
        value={form}
        onChange={({ currentTarget }) => setForm(SAMPLE_FORMS.find((name) => name === currentTarget.value) ?? form)}
      />
    </Group>
  )
}

function shortened(kid: string): string {
  return kid.length > 16 ? `${kid.slice(0, 12)}…` : kid
}
