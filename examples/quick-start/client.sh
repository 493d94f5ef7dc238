#!/usr/bin/env bash
# region: client_secret_basic, client_secret_post
# Needs curl and jq.
# endregion
# region: openssl
# Needs curl, jq and openssl.
# endregion
# region: minted
# Needs curl, jq and keyplane.
# endregion
set -euo pipefail

# region: assertion
issuer='YOUR_ISSUER'
# endregion
endpoint='YOUR_ENDPOINT'
client_id='YOUR_CLIENT_ID'
# region: private_key_jwt
key_id='YOUR_KEY_ID'
key_file='YOUR_KEY_FILE'
algorithm='YOUR_ALGORITHM'
# endregion
# region: secret
# The secret is read from the environment.
: "${CLIENT_SECRET:?}"
# endregion

# region: openssl
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# Signs the JWT that authenticates the application for one request (RFC 7523 section 2.2). Only the
# issuer accepts it, and only once; its typ keeps it from being used as a grant.
client_assertion() {
    local now header claims message signature
    now=$(date +%s)
    header=$(jq -cn --arg kid "$key_id" --arg alg "$algorithm" \
        '{alg: $alg, kid: $kid, typ: "client-authentication+jwt"}')
    claims=$(jq -cn --arg id "$client_id" --arg aud "$issuer" \
        --arg jti "$(openssl rand -hex 16)" --argjson now "$now" \
        '{iss: $id, sub: $id, aud: $aud, iat: $now, exp: ($now + 60), jti: $jti}')
    message=$(printf %s "$header" | base64url).$(printf %s "$claims" | base64url)
    # region: key_file
    # The key passes through a pipe: other users of the machine can see arguments.
    signature=$(printf %s "$message" |
        openssl dgst -sha"${algorithm#RS}" -sign <(jq -r .key "$key_file") -binary | base64url)
    # endregion
    # region: pem
    signature=$(printf %s "$message" |
        openssl dgst -sha"${algorithm#RS}" -sign "$key_file" -binary | base64url)
    # endregion
    printf %s "$message.$signature"
}

# endregion
# region: minted
# Signs the JWT that authenticates the application for one request (RFC 7523 section 2.2).
# region: private_key_jwt
# The keyplane program signs with every algorithm.
# endregion
# region: client_secret_jwt
# The keyplane program signs: openssl takes a secret only as an argument, which other users see.
# endregion
client_assertion() {
    # region: private_key_jwt
    keyplane token mint --key-file "$key_file" --kid "$key_id" --alg "$algorithm" \
        --issuer "$client_id" --subject "$client_id" --audience "$issuer" --ttl 60s \
        --header typ=client-authentication+jwt | tr -d '\n'
    # endregion
    # region: client_secret_jwt
    keyplane token mint --secret-file <(printf %s "$CLIENT_SECRET") \
        --issuer "$client_id" --subject "$client_id" --audience "$issuer" --ttl 60s \
        --header typ=client-authentication+jwt | tr -d '\n'
    # endregion
}

# endregion
# region: introspection
# From stdin: other users of the machine can see arguments.
token=$(cat)
# endregion
answer=$(curl -sS --fail-with-body --max-time 10 "$endpoint" \
    # region: client_secret_basic
    -K <(printf 'user = "%s:%s"' "$client_id" "$CLIENT_SECRET") \
    # endregion
    # region: private_key_jwt, client_secret_post, client_secret_jwt
    --data-urlencode "client_id=$client_id" \
    # endregion
    # region: client_secret_post
    --data-urlencode client_secret@<(printf %s "$CLIENT_SECRET") \
    # endregion
    # region: assertion
    --data-urlencode client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
    --data-urlencode client_assertion@<(client_assertion) \
    # endregion
    # region: token
    --data-urlencode grant_type=client_credentials) || {
    # endregion
    # region: introspection
    --data-urlencode token@<(printf %s "$token")) || {
    # An error says nothing about the token: refuse the request without calling the token invalid.
    # endregion
    echo "$answer" >&2
    exit 1
}
# region: token
# Reuse the token until shortly before expires_in is over.
jq -r .access_token <<<"$answer"
# endregion
# region: introspection
jq . <<<"$answer"
# endregion
