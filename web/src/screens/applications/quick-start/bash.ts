import type { ClientAuthMethod } from '../../../graphql/generated/graphql'
import type { SampleKey } from '../../../keys/samples/useSampleKey'
import { algorithmName } from '../../../keys/words'
import type { Snippet } from '../../../ui/Snippets'
import { ASSERTION_TYPE, SECRET_VARIABLE, blocks, lines, signs } from './sample'
import type { SampleValues } from './sample'

/** The sample for bash, with curl and jq; openssl signs where it can. */
export function bash(values: SampleValues): Snippet {
  return {
    language: 'bash',
    code: blocks(
      `#!/usr/bin/env bash\n# Needs ${needs(values)}.\nset -euo pipefail`,
      constants(values),
      signs(values.method) && assertion(values),
      request(values),
    ),
  }
}

function needs({ method, key }: SampleValues): string {
  if (!signs(method)) return 'curl and jq'
  return usesOpenssl(method, key) ? 'curl, jq and openssl' : 'curl, jq and keyplane'
}

/** Others are signed by Keyplane's own program. */
function usesOpenssl(method: ClientAuthMethod, { algorithm }: SampleKey): boolean {
  return method === 'PRIVATE_KEY_JWT' && /^RS\d/.test(algorithm)
}

function constants({ method, clientId, issuer, endpoint, key }: SampleValues): string {
  return lines(
    signs(method) && `issuer='${issuer}'`,
    `endpoint='${endpoint}'`,
    `client_id='${clientId}'`,
    method === 'PRIVATE_KEY_JWT' && `key_id='${key.kid}'\nkey_file='${key.file}'`,
    method !== 'PRIVATE_KEY_JWT' && `# The secret is read from the environment.\n: "\${${SECRET_VARIABLE}:?}"`,
  )
}

function assertion(values: SampleValues): string {
  return usesOpenssl(values.method, values.key) ? opensslAssertion(values) : mintedAssertion(values)
}

function opensslAssertion({ key }: SampleValues): string {
  const pem = key.isPem ? '"$key_file"' : '<(jq -r .key "$key_file")'
  return `base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# A JWT that proves the application (RFC 7523 section 2.2), for one request. The issuer is its only
# audience, so that whoever receives it can use it nowhere else; jti makes it count once; with this
# typ it can never be taken for a grant.
client_assertion() {
    local now header claims message signature
    now=$(date +%s)
    header=$(jq -cn --arg kid "$key_id" \\
        '{alg: "${key.algorithm}", kid: $kid, typ: "client-authentication+jwt"}')
    claims=$(jq -cn --arg id "$client_id" --arg aud "$issuer" \\
        --arg jti "$(openssl rand -hex 16)" --argjson now "$now" \\
        '{iss: $id, sub: $id, aud: $aud, iat: $now, exp: ($now + 60), jti: $jti}')
    message=$(printf %s "$header" | base64url).$(printf %s "$claims" | base64url)
    # The key passes through a pipe: arguments can be seen by the machine's other users.
    signature=$(printf %s "$message" |
        openssl dgst -sha${key.algorithm.slice(2)} -sign ${pem} -binary | base64url)
    printf %s "$message.$signature"
}`
}

function mintedAssertion({ method, key }: SampleValues): string {
  const isKey = method === 'PRIVATE_KEY_JWT'
  const why = isKey
    ? 'which knows every algorithm.'
    : 'since\n# openssl takes a secret only as an argument, which others can see.'
  const source = isKey
    ? `--key-file "$key_file" --kid "$key_id" --alg ${algorithmName(key.algorithm)}`
    : `--secret-file <(printf %s "$${SECRET_VARIABLE}")`
  return `# A JWT that proves the application (RFC 7523 section 2.2), for one request; the keyplane program
# signs it, ${why}
client_assertion() {
    keyplane token mint ${source} \\
        --issuer "$client_id" --subject "$client_id" --audience "$issuer" --ttl 60s \\
        --header typ=client-authentication+jwt | tr -d '\\n'
}`
}

function request({ task, method }: SampleValues): string {
  const isToken = task === 'token'
  const parts = [
    method === 'CLIENT_SECRET_BASIC' && `-K <(printf 'user = "%s:%s"' "$client_id" "$${SECRET_VARIABLE}")`,
    method !== 'CLIENT_SECRET_BASIC' && '--data-urlencode "client_id=$client_id"',
    method === 'CLIENT_SECRET_POST' && `--data-urlencode client_secret@<(printf %s "$${SECRET_VARIABLE}")`,
    signs(method) && `--data-urlencode client_assertion_type=${ASSERTION_TYPE}`,
    signs(method) && '--data-urlencode client_assertion@<(client_assertion)',
    isToken ? '--data-urlencode grant_type=client_credentials' : '--data-urlencode token@<(printf %s "$token")',
  ].filter((part) => part !== false)
  const curl = ['curl -sS --fail-with-body --max-time 10 "$endpoint"', ...parts].join(' \\\n    ')
  return lines(
    !isToken && "# On stdin: arguments can be seen by the machine's other users.\ntoken=$(cat)",
    `answer=$(${curl}) || {`,
    !isToken && '    # No answer is no verdict: refuse the request, but do not call its token bad.',
    '    echo "$answer" >&2',
    '    exit 1',
    '}',
    isToken && '# Keep the token until expires_in is nearly over.',
    isToken ? 'jq -r .access_token <<<"$answer"' : 'jq . <<<"$answer"',
  )
}
