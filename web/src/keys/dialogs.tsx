import { useSearch } from '@tanstack/react-router'

import { lazyDialog } from '../ui/lazyDialog'

const hasTarget = ({ target }: { target: object | null }) => target !== null

// Each is a chunk of its own: a list of keys is read more often than a key is made.
export const GenerateDialog = lazyDialog(() => import('./GenerateDialog').then((module) => module.GenerateDialog))
export const ImportDialog = lazyDialog(() => import('./ImportDialog').then((module) => module.ImportDialog))
export const RotateDialog = lazyDialog(() => import('./RotateDialog').then((module) => module.RotateDialog), hasTarget)
export const RevokeDialog = lazyDialog(() => import('./RevokeDialog').then((module) => module.RevokeDialog), hasTarget)
export const EditDialog = lazyDialog(() => import('./EditDialog').then((module) => module.EditDialog), hasTarget)
export const ExportDialog = lazyDialog(() => import('./ExportDialog').then((module) => module.ExportDialog), hasTarget)
const KeyDrawer = lazyDialog<{ opened: boolean }>(() => import('./KeyDetails').then((module) => module.KeyDetails))

/** The drawer of the key in the address: see `KeyDetails.tsx`. */
export function KeyDetails() {
  const { key } = useSearch({ strict: false })
  return <KeyDrawer opened={key !== undefined} />
}
