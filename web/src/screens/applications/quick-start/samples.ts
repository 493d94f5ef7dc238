import type { Snippet } from '../../../ui/Snippets'
import { bash } from './bash'
import { go } from './go'
import { node } from './node'
import { python } from './python'
import { rust } from './rust'
import type { SampleValues } from './sample'

/** The same program in every language. */
export function samples(values: SampleValues): Snippet[] {
  return [bash, python, node, go, rust].map((write) => write(values))
}
