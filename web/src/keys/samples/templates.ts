import { LANGUAGES } from '../../ui/Snippets'
import type { Language, Snippet } from '../../ui/Snippets'
import { ENDINGS } from './programs.js'

/** The programs of examples/quick-start by path, as text. */
const FILES = import.meta.glob<string>('../../../../examples/quick-start/*.{sh,py,js,go,rs}', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** The template of a program in a language. */
function template(program: string, language: Language): string {
  const text = FILES[`../../../../examples/quick-start/${program}.${ENDINGS[language]}`]
  if (text === undefined) throw new Error(`examples/quick-start has no ${program} in ${language}`)
  return text
}

/** A program in every language, in the order of the tabs. `setup` gives what to run once before. */
export function snippets(
  program: 'client' | 'admin-api',
  assemble: (template: string) => string,
  setup: (language: Language) => string | undefined,
): Snippet[] {
  return LANGUAGES.map((language) => ({
    language,
    setup: setup(language),
    code: assemble(template(program, language)),
  }))
}

/** Commands that install what a program needs; `signs` is whether it signs a JWT. */
export function setupOf(language: Language, signs: boolean): string | undefined {
  switch (language) {
    case 'bash':
      return undefined
    case 'python':
      return signs ? 'pip install "PyJWT[crypto]" requests' : 'pip install requests'
    case 'node':
      return signs ? 'npm install jose' : undefined
    case 'go':
      return signs ? 'go mod init sample\ngo get github.com/lestrrat-go/jwx/v3' : 'go mod init sample'
    case 'rust':
      return `cargo new sample && cd sample
cargo add anyhow serde_json
cargo add reqwest --no-default-features -F form,json,rustls
cargo add tokio -F macros,rt-multi-thread${signs ? '\ncargo add jsonwebtoken -F aws_lc_rs\ncargo add uuid -F v4' : ''}`
  }
}
