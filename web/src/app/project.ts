import { createContext, use } from 'react'

import type { ProjectScopeFieldsFragment } from '../graphql/generated/graphql'

/** The project of the address. */
export type Project = ProjectScopeFieldsFragment

/** Filled by `ProjectScope`. */
export const ProjectContext = createContext<Project | null>(null)

/** The project that the screen belongs to. Only on screens below `/projects/$slug`. */
export function useProject(): Project {
  const project = use(ProjectContext)
  if (!project) throw new Error('this screen belongs to no project')
  return project
}

/** The same, or null on the instance's screens. */
export function useProjectIfAny(): Project | null {
  return use(ProjectContext)
}
