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
      title: 'Publish a signing key',
      why: 'Created with the project. Verifiers find it in the JWKS.',
      isDone: true,
    },
    {
      id: 'application',
      title: 'Create an application',
      why: 'One for each program that obtains or verifies tokens.',
      isDone: applications > 0,
    },
    {
      id: 'credential',
      title: 'Give it a key or a secret',
      why: 'The application authenticates with it. You can generate keys in this browser.',
      isDone: applicationKeys > 0 || hasSecret,
    },
    {
      id: 'token',
      title: 'Get an access token',
      why: 'The quick start of the application has a program for it in five languages.',
      isDone: wasUsed,
    },
    {
      id: 'admin-key',
      title: 'Create an admin key for your server',
      why: 'It manages only this project, with the permissions that you choose.',
      isDone: adminKeys > 0,
      isOptional: true,
    },
    {
      id: 'schedule',
      title: 'Rotate signing keys automatically',
      why: 'A schedule in the key policy creates each successor in time.',
      isDone: isScheduled,
      isOptional: true,
    },
  ]
}

/** Whether a list is still worth its place: something that every project needs is not done. */
export function isNew(tasks: readonly Task[]): boolean {
  return tasks.some(({ isDone, isOptional }) => !isDone && !isOptional)
}
