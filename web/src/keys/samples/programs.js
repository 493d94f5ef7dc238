// Plain JavaScript, so that the tests of examples/quick-start assemble the same programs as the portal.

/**
 * @typedef {'bash' | 'python' | 'node' | 'go' | 'rust'} Language
 * @typedef {{ kid: string, algorithm: string, file: string, isPem: boolean }} Key
 * @typedef {object} ClientValues
 * @property {'token' | 'introspection'} task
 * @property {string} method of `ClientAuthMethod`
 * @property {string} clientId
 * @property {string} issuer
 * @property {string} endpoint of the task
 * @property {Key} key of the method `PRIVATE_KEY_JWT`
 * @typedef {{ endpoint: string, audience: string, key: Key, query: string }} AdminValues
 */

/**
 * The languages in the order of their tabs, with the ending of their files.
 *
 * @type {Record<Language, string>}
 */
export const ENDINGS = { bash: 'sh', python: 'py', node: 'js', go: 'go', rust: 'rs' }

/**
 * A program of a template: the regions that apply, with the values filled in.
 *
 * @param {string} template
 * @param {Set<string>} regions
 * @param {Record<string, string>} values by placeholder
 * @returns {string}
 */
export function assemble(template, regions, values) {
  const lines = []
  /** @type {boolean[]} whether each region that is open applies */
  const open = []
  for (const line of template.split('\n')) {
    const start = /^\s*(?:#|\/\/) region: (.+)$/.exec(line)
    if (start) open.push((start[1] ?? '').split(', ').some((name) => regions.has(name)))
    else if (/^\s*(?:#|\/\/) endregion$/.test(line)) open.pop()
    else if (!open.includes(false)) lines.push(line)
  }
  return lines.join('\n').replaceAll(/YOUR(?:_[A-Z]+)+/g, (name) => values[name] ?? name)
}

/**
 * The program that gets an access token, or asks whether a token is active.
 *
 * @param {string} template
 * @param {ClientValues} values
 * @returns {string}
 */
export function clientProgram(template, { task, method, clientId, issuer, endpoint, key }) {
  const hasKey = method === 'PRIVATE_KEY_JWT'
  const regions = [task, method.toLowerCase()]
  if (hasKey) regions.push(key.isPem ? 'pem' : 'key_file')
  else regions.push('secret')
  // openssl signs with an RSA key; it takes a secret only as an argument.
  if (hasKey || method === 'CLIENT_SECRET_JWT') {
    regions.push('assertion', hasKey && /^RS\d/.test(key.algorithm) ? 'openssl' : 'minted')
  }
  return assemble(template, new Set(regions), {
    YOUR_ISSUER: issuer,
    YOUR_ENDPOINT: endpoint,
    YOUR_CLIENT_ID: clientId,
    ...keyValues(key),
  })
}

/**
 * The program that calls the Admin API.
 *
 * @param {string} template
 * @param {AdminValues} values
 * @returns {string}
 */
export function adminProgram(template, { endpoint, audience, key, query }) {
  return assemble(template, new Set([key.isPem ? 'pem' : 'key_file']), {
    YOUR_ENDPOINT: endpoint,
    YOUR_AUDIENCE: audience,
    YOUR_QUERY: query,
    ...keyValues(key),
  })
}

/** @param {Key} key */
function keyValues({ kid, algorithm, file }) {
  return {
    YOUR_KEY_ID: kid,
    YOUR_KEY_FILE: file,
    YOUR_ALGORITHM: algorithm === 'EDDSA' ? 'EdDSA' : algorithm,
    YOUR_FAMILY: /^[RP]S/.test(algorithm) ? 'rsa' : algorithm === 'EDDSA' ? 'ed' : 'ec',
  }
}
