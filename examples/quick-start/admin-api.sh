#!/usr/bin/env bash
# Needs curl, jq and openssl.
set -euo pipefail

endpoint='YOUR_ENDPOINT'
audience='YOUR_AUDIENCE'
key_id='YOUR_KEY_ID'
key_file='YOUR_KEY_FILE'

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# Signs a token for five minutes, for any number of requests. The private key stays here.
admin_token() {
    local header claims message
    header=$(jq -cn --arg kid "$key_id" '{alg: "RS256", kid: $kid}')
    claims=$(jq -cn --arg aud "$audience" \
        '(now | floor) as $now | {aud: $aud, iat: $now, exp: ($now + 300)}')
    message=$(printf %s "$header" | base64url).$(printf %s "$claims" | base64url)
    printf %s "$message."
    # region: key_file
    printf %s "$message" | openssl dgst -sha256 -sign <(jq -r .key "$key_file") -binary | base64url
    # endregion
    # region: pem
    printf %s "$message" | openssl dgst -sha256 -sign "$key_file" -binary | base64url
    # endregion
}

# graphql QUERY: runs one operation and prints its data, or fails with its errors. A refused token
# is an error as well; extensions.reason names the check that failed.
graphql() {
    jq -n --arg query "$1" '{query: $query}' |
        curl -sS --max-time 10 "$endpoint" \
            -H @<(printf 'Authorization: Bearer %s' "$(admin_token)") \
            -H 'Content-Type: application/json' --data @- |
        jq 'if .errors then (.errors | tojson | halt_error) else .data end'
}

graphql 'YOUR_QUERY'
