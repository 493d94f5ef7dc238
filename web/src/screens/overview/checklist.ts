/** What is known of a project that may be new. */
export interface Progress {
  /** Admin keys of its own. */
  adminKeys: number
  applications: number
  applicationKeys: number
  /** Whether an application has a secret. */
  hasSecret: boolean
  /** Whether one of its signing keys has signed a token, or an application has proved itself. */
  wasUsed: boolean
  isScheduled: boolean
}

/** A thing to do, and where. */
export interface Task {
  id: 'signing-key' | 'application' | 'credential' | 'admin-key' | 'token' | 'schedule'
  title: string
  why: string
  isDone: boolean
  /** The checklist goes without it. */
  isOptional?: boolean
}

/** What there is to do in a new project, in the order in which it makes sense. */
export function tasksOf(progress: Progress): Task[] {
  const { adminKeys, applications, applicationKeys, hasSecret, wasUsed, isScheduled } = progress
  return [
    {
      id: 'signing-key',
      title: 'A signing key is published',
      why: 'Made together with the project. Verifiers find it in the JWKS.',
      isDone: true,
    },
    {
      id: 'application',
      title: 'Create an application',
      why: 'Each program that gets or checks tokens is one.',
      isDone: applications > 0,
    },
    {
      id: 'credential',
      title: 'Give it a key or a secret',
      why: 'It proves with it who it is. Keys can be made in this browser.',
      isDone: applicationKeys > 0 || hasSecret,
    },
    {
      id: 'token',
      title: 'Get a first token',
      why: 'The application’s quick start has the program for it, in five languages.',
      isDone: wasUsed,
    },
    {
      id: 'admin-key',
      title: 'Make an admin key for your own server',
      why: 'It manages this project only, with the permissions that you choose.',
      isDone: adminKeys > 0,
      isOptional: true,
    },
    {
      id: 'schedule',
      title: 'Let signing keys rotate by themselves',
      why: 'A schedule in the key policy makes successors in time.',
      isDone: isScheduled,
      isOptional: true,
    },
  ]
}

/** Whether a list is still worth its place: something that every project needs is not done. */
export function isNew(tasks: readonly Task[]): boolean {
  return tasks.some(({ isDone, isOptional }) => !isDone && !isOptional)
}
