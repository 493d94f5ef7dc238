# What the scripts beside this one share: JWTs with openssl, jq and curl.
set -euo pipefail

# Bytes from stdin, in base64url without padding.
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# Base64url from stdin, as bytes.
unbase64url() {
    local text
    text=$(tr -- '-_' '+/')
    while ((${#text} % 4)); do text+='='; done
    printf '%s' "$text" | openssl base64 -d -A
}

# sign_jwt KEY_FILE HEADER CLAIMS: signs with RS256. The key passes through a pipe, so that it is
# neither in a temporary file nor among the arguments, which others can see.
sign_jwt() {
    local message
    message=$(jq -cj . <<<"$2" | base64url).$(jq -cj . <<<"$3" | base64url)
    printf '%s.' "$message"
    printf '%s' "$message" | openssl dgst -sha256 -sign <(jq -r .key "$1") -binary | base64url
}

# client_assertion KEY_FILE: a JWT that proves the application (RFC 7523 section 2.2), for one
# request. The issuer is its only audience, so that whoever receives it can use it nowhere else; jti
# makes it count once; with this typ it can never be taken for a grant.
client_assertion() {
    sign_jwt "$1" \
        "$(jq '{alg: "RS256", kid: .keyId, typ: "client-authentication+jwt"}' "$1")" \
        "$(jq --arg jti "$(openssl rand -hex 16)" '(now | floor) as $now | {
            iss: .clientId, sub: .clientId, aud: .issuer, iat: $now, exp: ($now + 60), jti: $jti
        }' "$1")"
}

# authenticated_post KEY_FILE URL [curl's arguments]: posts a form as the application.
authenticated_post() {
    local type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer
    curl -sS --fail-with-body --max-time 10 "$2" \
        --data-urlencode client_id@<(jq -rj .clientId "$1") \
        --data-urlencode client_assertion_type=$type \
        --data-urlencode client_assertion@<(client_assertion "$1") \
        "${@:3}"
}

# discover ISSUER: what the project says of itself. Another issuer's document would lead to another
# issuer's keys (RFC 8414 section 3.3).
discover() {
    curl -sS --fail --max-time 10 "$1/.well-known/openid-configuration" |
        jq -e --arg issuer "$1" 'if .issuer == $issuer then . else error("another issuer") end'
}
