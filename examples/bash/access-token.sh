#!/usr/bin/env bash
# Exchanges an application's key for an access token (private_key_jwt) and prints it.
#
#     ./access-token.sh application-key.json [RESOURCE]
source "$(dirname "$0")/keyplane.sh"

form=(--data-urlencode grant_type=client_credentials)
# For whom the token is (RFC 8707); the issuer where nothing is asked for.
[[ -z ${2:-} ]] || form+=(--data-urlencode "resource=$2")

answer=$(authenticated_post "$1" "$(jq -r .tokenEndpoint "$1")" "${form[@]}") || {
    echo "$answer" >&2
    exit 1
}
# Keep the token until expires_in is nearly over.
jq -r .access_token <<<"$answer"
