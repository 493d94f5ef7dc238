#!/usr/bin/env bash
# Calls the Admin API with a token signed by an admin key.
#
#     ./admin-api.sh admin-key.json
source "$(dirname "$0")/keyplane.sh"

# admin_token KEY_FILE: a token for five minutes; one may serve many requests until then.
admin_token() {
    sign_jwt "$1" "$(jq '{alg: "RS256", kid: .keyId}' "$1")" \
        "$(jq '(now | floor) as $now | {aud: .audience, iat: $now, exp: ($now + 300)}' "$1")"
}

# graphql KEY_FILE QUERY: the data of one operation, or its errors and failure. A refused token is
# an error too; its extensions.reason says which check failed.
graphql() {
    jq -n --arg query "$2" '{query: $query}' |
        curl -sS --max-time 10 "$(jq -r .endpoint "$1")" \
            -H @<(printf 'Authorization: Bearer %s' "$(admin_token "$1")") \
            -H 'Content-Type: application/json' --data @- |
        jq 'if .errors then (.errors | tojson | halt_error) else .data end'
}

graphql "$1" '{
  viewer { scope permissions }
  projects(first: 10) { totalCount nodes { id slug name endpoints { issuer } } }
}'
