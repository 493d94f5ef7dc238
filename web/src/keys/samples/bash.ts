import type { Snippet } from '../../ui/Snippets'
import type { AdminSampleValues } from './adminSamples'

/** The sample for bash, with openssl, jq and curl. */
export function bash({ endpoint, audience, key, query }: AdminSampleValues): Snippet {
  const pem = key.isPem ? '"$key_file"' : '<(jq -r .key "$key_file")'
  return {
    language: 'bash',
    code: `#!/usr/bin/env bash
set -euo pipefail

endpoint='${endpoint}'
audience='${audience}'
key_id='${key.kid}'
key_file='${key.file}'

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# A token for five minutes; one may serve many requests until then. The key stays here.
admin_token() {
    local header claims message
    header=$(jq -cn --arg kid "$key_id" '{alg: "RS256", kid: $kid}')
    claims=$(jq -cn --arg aud "$audience" '(now | floor) as $now | {aud: $aud, iat: $now, exp: ($now + 300)}')
    message=$(printf %s "$header" | base64url).$(printf %s "$claims" | base64url)
    printf %s "$message." \\
        "$(printf %s "$message" | openssl dgst -sha256 -sign ${pem} -binary | base64url)"
}

# graphql QUERY: the data of one operation, or its errors and failure. A refused token is an error
# too; its extensions.reason says which check failed.
graphql() {
    jq -n --arg query "$1" '{query: $query}' |
        curl -sS --max-time 10 "$endpoint" \\
            -H @<(printf 'Authorization: Bearer %s' "$(admin_token)") \\
            -H 'Content-Type: application/json' --data @- |
        jq 'if .errors then (.errors | tojson | halt_error) else .data end'
}

graphql '${query}'
`,
  }
}
