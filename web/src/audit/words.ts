/** What the log calls an action, by noun and verb. The log can have others. */
const NOUNS: Record<string, { label: string; verbs: string[] }> = {
  project: { label: 'Project', verbs: ['create', 'update', 'delete'] },
  application: { label: 'Application', verbs: ['create', 'update', 'delete', 'revokeTokens'] },
  clientSecret: { label: 'Client secret', verbs: ['create', 'import', 'rotate', 'revoke'] },
  applicationKey: { label: 'Application key', verbs: ['generate', 'import', 'rotate', 'update', 'revoke'] },
  signingKey: { label: 'Signing key', verbs: ['generate', 'import', 'rotate', 'succeed', 'update', 'revoke'] },
  adminKey: { label: 'Admin key', verbs: ['create', 'generate', 'import', 'rotate', 'update', 'revoke'] },
  key: { label: 'Private key', verbs: ['export', 'expiring'] },
  api: { label: 'API', verbs: ['create', 'update', 'delete'] },
  grant: { label: 'Grant', verbs: ['create', 'update', 'revoke'] },
  trustedIssuer: { label: 'Trusted issuer', verbs: ['create', 'update', 'refresh', 'delete'] },
  federatedIdentity: { label: 'Federated identity', verbs: ['create', 'update', 'delete'] },
  webhook: {
    label: 'Webhook',
    verbs: ['create', 'update', 'rotateSecret', 'disable', 'delete', 'test', 'redeliver'],
  },
  operatorIssuer: { label: 'Sign-in provider', verbs: ['create', 'update', 'delete'] },
  operatorRule: { label: 'Sign-in rule', verbs: ['create', 'update', 'rotateKey', 'delete'] },
  operatorSession: { label: 'Session', verbs: ['start', 'choose', 'end', 'revoke'] },
  operatorBlock: { label: 'Block of a person', verbs: ['create', 'delete'] },
  instance: { label: 'Instance', verbs: ['create', 'restore'] },
  masterKey: { label: 'Master key', verbs: ['rotate'] },
  checkpointKey: { label: 'Checkpoint key', verbs: ['generate'] },
  adminCall: { label: 'Admin call', verbs: ['refuse'] },
}

const VERBS: Record<string, string> = {
  create: 'created',
  update: 'changed',
  delete: 'deleted',
  generate: 'generated',
  import: 'imported',
  rotate: 'rotated',
  succeed: 'rotated on schedule',
  revoke: 'revoked',
  revokeTokens: 'tokens revoked',
  export: 'exported',
  refuse: 'refused',
  restore: 'restored from a backup',
  rotateSecret: 'secret rotated',
  disable: 'disabled',
  test: 'tested',
  redeliver: 'event sent again',
  rotateKey: 'key rotated',
  start: 'started',
  choose: 'got a rule',
  end: 'ended',
  refresh: 'keys fetched again',
}

/** Actions whose words do not follow from noun and verb. */
const WHOLE: Record<string, string> = { 'key.expiring': 'Key expires soon' }

/** `signingKey.rotate` in words: "Signing key rotated"; an action that is not known as it is. */
export function actionWords(action: string): string {
  const [noun = '', verb = ''] = action.split('.')
  const whole = WHOLE[action]
  if (whole !== undefined) return whole
  const label = Object.hasOwn(NOUNS, noun) ? NOUNS[noun]?.label : undefined
  const done = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  return label !== undefined && done !== undefined ? `${label} ${done}` : action
}

/** The noun of an action in words; the action itself if it is not known. */
export function nounOf(action: string): string {
  const [noun = ''] = action.split('.')
  return isKnown(action) ? (NOUNS[noun]?.label ?? action) : action
}

/** The verb of an action in words; "done" if the action is not known. */
export function verbOf(action: string): string {
  const [, verb = ''] = action.split('.')
  return isKnown(action) ? (VERBS[verb] ?? action) : 'done'
}

function isKnown(action: string): boolean {
  return actionWords(action) !== action
}

/** The actions to choose from by noun, and those of the address that are none of them. */
export function actionChoices(chosen: readonly string[]) {
  const groups = Object.entries(NOUNS).map(([noun, { label, verbs }]) => ({
    group: label,
    items: verbs.map((verb) => `${noun}.${verb}`).map((value) => ({ value, label: actionWords(value) })),
  }))
  const known = new Set(groups.flatMap(({ items }) => items.map(({ value }) => value)))
  const others = chosen.filter((action) => !known.has(action))
  return others.length === 0
    ? groups
    : [...groups, { group: 'Others', items: others.map((value) => ({ value, label: value })) }]
}

/** What the target was called, as far as the event says: its name, else its slug, kid or URL. */
export function targetName(changes: unknown): string | undefined {
  if (typeof changes !== 'object' || changes === null) return undefined
  const { name, slug, kid, url } = changes as Record<string, unknown>
  return [textOf(name), textOf(slug), textOf(kid), textOf(url)].find((text) => text !== undefined)
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return isChange(value) && typeof value.to === 'string' ? value.to : undefined
}

/** Whether a change says what was there before. */
export function isChange(value: unknown): value is { from: unknown; to: unknown } {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value
}
