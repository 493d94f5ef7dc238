import { dirname, join } from 'node:path'

import type { Plugin, Rolldown } from 'vite'

const SOURCES = join(import.meta.dirname, '../src')
/** The files of code that arrive one after the other, each with what its module imports and no earlier file has. */
const STEPS = [
  { name: 'boot', from: 'main.ts' },
  { name: 'react', from: 'app/mount.tsx' },
  { name: 'sign-in', from: 'screens/sign-in/SignIn.tsx' },
  { name: 'signed-in', from: 'app/SignedIn.tsx' },
]
/** What that many screens and dialogs share is in one file: many small ones each wait for the network's latency. */
const SHARED_BY = 8
/** The explorer's editor and its languages, which nothing else needs. */
const EDITOR = /node_modules\/(monaco|graphiql|@graphiql|prettier|graphql\/)/
/** Modules that hand on each of a package's others: a module that imports one name of them needs that one's module. */
const INDEX =
  /node_modules\/(@mantine\/(?:core|hooks|notifications)|@tabler\/icons-react)\/.*\/(?:index|tabler-icons-react)\.mjs$/

/**
 * Divides the code into few files: those of the first steps, what most screens share, and a file for each screen and
 * dialog. Without it the bundler makes a file for each set of screens that share a module.
 */
export function files(): Plugin {
  const stepOf = new Map<string, string>()
  return {
    name: 'files',
    apply: 'build',
    config: () => ({
      build: { rolldownOptions: { output: { codeSplitting: { groups: groups(stepOf) } } } },
    }),
    buildEnd() {
      for (const { name, from } of STEPS) claim(join(SOURCES, from), name, stepOf, (id) => this.getModuleInfo(id))
    },
  }
}

function groups(stepOf: Map<string, string>): Rolldown.CodeSplittingGroup[] {
  const steps = STEPS.map(({ name }, place) => ({
    name,
    test: (id: string) => stepOf.get(id) === name,
    priority: 10 - place,
  }))
  return [...steps, { name: 'screens', test: (id) => !EDITOR.test(id), minShareCount: SHARED_BY }]
}

type Info = (id: string) => Rolldown.ModuleInfo | null

/** Names the step of a module and of all that it imports statically, as far as no earlier step has them. */
function claim(id: string, step: string, stepOf: Map<string, string>, info: Info): void {
  if (stepOf.has(id)) return
  stepOf.set(id, step)
  const { importedIds = [], code = '' } = info(id) ?? {}
  for (const imported of importedIds) {
    const index = INDEX.exec(imported)?.[1]
    const needed = index === undefined ? [imported] : modulesOf(imported, namesFrom(code ?? '', index), info)
    for (const module of needed) claim(module, step, stepOf, info)
  }
}

const FROM = /(?:import|export)\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g

/** The names that a module imports from a package. */
function namesFrom(code: string, from: string): Set<string> {
  const imports = [...code.matchAll(FROM)].filter(([, , source]) => source === from)
  return new Set(
    imports.flatMap(([, names = '']) => names.split(',').map((name) => name.trim().split(/\s+as\s+/)[0] ?? '')),
  )
}

/** The modules behind some names of an index. */
function modulesOf(index: string, names: Set<string>, info: Info): string[] {
  const parts = [...(info(index)?.code ?? '').matchAll(FROM)]
  return parts
    .filter(([, given = '']) =>
      given.split(',').some((name) =>
        names.has(
          name
            .trim()
            .split(/\s+as\s+/)
            .at(-1) ?? '',
        ),
      ),
    )
    .map(([, , source = '']) => join(dirname(index), source))
}
