import type { Plugin, Rolldown } from 'vite'

/** What the first script imports while it runs, by its path in `src`. */
const SECOND = 'src/app/mount.tsx'

/** Lets the first page name the files that its script asks for, so that they arrive beside it and not after it. */
export function preloads(): Plugin {
  return {
    name: 'preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
        const second = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(SECOND)))
        if (!second) throw new Error(`${SECOND} is in no file`)
        const all = closure(second, new Map(chunks.map((chunk) => [chunk.fileName, chunk])))
        const first = chunks.filter(({ isEntry }) => isEntry).flatMap(({ fileName, imports }) => [fileName, ...imports])
        const scripts = all.map(({ fileName }) => fileName).filter((name) => !first.includes(name))
        const styles = all.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])])
        return [
          ...scripts.map((name) => link({ rel: 'modulepreload', href: `/console/${name}` })),
          ...styles.map((name) => link({ rel: 'preload', as: 'style', href: `/console/${name}` })),
        ]
      },
    },
  }
}

const link = (attrs: Record<string, string>) => ({
  tag: 'link',
  attrs: { ...attrs, crossorigin: true },
  injectTo: 'head' as const,
})

/** A file with all that it imports, each once, what is imported first. */
function closure(
  from: Rolldown.OutputChunk,
  chunks: Map<string, Rolldown.OutputChunk>,
  seen = new Set<string>(),
): Rolldown.OutputChunk[] {
  if (seen.has(from.fileName)) return []
  seen.add(from.fileName)
  const imported = from.imports.map((name) => chunks.get(name)).filter((chunk) => chunk !== undefined)
  return [...imported.flatMap((chunk) => closure(chunk, chunks, seen)), from]
}
