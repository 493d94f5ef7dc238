import { Stack, Tabs, Text } from '@mantine/core'
import { useState } from 'react'

import { CopyIcon } from './CopyRow'
import classes from './Snippets.module.css'

/** The languages that samples are written in, in the order of their tabs. */
export const LANGUAGES = ['bash', 'python', 'node', 'go', 'rust'] as const

/** A language of samples. */
export type Language = (typeof LANGUAGES)[number]

/** A sample program with the reader's own values filled in. */
export interface Snippet {
  language: Language
  /** What to run once before: the libraries that it takes. */
  setup?: string
  /** The whole program. Never holds a secret. */
  code: string
}

const NAMES: Record<Language, string> = { bash: 'bash', python: 'Python', node: 'Node', go: 'Go', rust: 'Rust' }

/** The language that was chosen last, for all samples of this tab's life. */
let chosen: Language = 'bash'

interface SnippetsProps {
  /** What the samples do, for screen readers: "Get an access token". */
  label: string
  /** At most one a language. */
  snippets: Snippet[]
}

/** One sample in several languages, each copied with one press. */
export function Snippets({ label, snippets }: SnippetsProps) {
  const [language, setLanguage] = useState(chosen)
  // A task may have no sample in the language that was chosen for another.
  const shown = snippets.find((snippet) => snippet.language === language) ?? snippets[0]
  if (!shown) return null
  return (
    <Tabs
      value={shown.language}
      onChange={(value) => {
        chosen = LANGUAGES.find((name) => name === value) ?? chosen
        setLanguage(chosen)
      }}
      keepMounted={false}
    >
      <Tabs.List aria-label={`${label}: language`}>
        {snippets.map(({ language }) => (
          <Tabs.Tab key={language} value={language} px="sm">
            {NAMES[language]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={shown.language} pt="sm">
        <Stack gap="sm">
          {shown.setup !== undefined && (
            <div>
              <Text size="sm" c="dimmed" mb={4}>
                Run once before
              </Text>
              <CodeBlock label={`${label}: setup`} code={shown.setup} />
            </div>
          )}
          <CodeBlock label={`${label} in ${NAMES[shown.language]}`} code={shown.code} />
        </Stack>
      </Tabs.Panel>
    </Tabs>
  )
}

/** Code to copy; long lines scroll. `label` says what it is. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  return (
    <div className={classes.frame}>
      {/* It scrolls, and so takes the focus: the arrow keys reach all of it. */}
      <pre className={classes.code} tabIndex={0} role="region" aria-label={label}>
        <code>{code}</code>
      </pre>
      <div className={classes.copy}>
        <CopyIcon label={label} value={code} />
      </div>
    </div>
  )
}
