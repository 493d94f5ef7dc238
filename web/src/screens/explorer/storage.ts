import type { GraphiQLProps } from 'graphiql'

type EditorStorage = NonNullable<GraphiQLProps['storage']>

/**
 * What GraphiQL keeps in local storage by default, in memory: queries and variables may name
 * secrets, and sign-out leaves nothing behind. One for each session, and gone with it.
 */
const storages = new WeakMap<object, EditorStorage>()

/** The storage of a session, which is known by its client. */
export function storageOf(session: object): EditorStorage {
  let storage = storages.get(session)
  if (!storage) {
    storage = memoryStorage()
    storages.set(session, storage)
  }
  return storage
}

function memoryStorage(): EditorStorage {
  const items = new Map<string, string>()
  return {
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    removeItem: (name) => void items.delete(name),
    clear: () => items.clear(),
    get length() {
      return items.size
    },
  }
}
