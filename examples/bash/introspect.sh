#!/usr/bin/env bash
# Asks whether a token is active, as an application of the type RESOURCE_SERVER.
#
#     ./introspect.sh application-key.json < token
#
# Slower than checking the signature, but it knows of every revocation at once.
source "$(dirname "$0")/keyplane.sh"

# The token on stdin: arguments can be seen by the machine's other users.
token=$(cat)
endpoint=$(discover "$(jq -r .issuer "$1")" | jq -r .introspection_endpoint)
answer=$(authenticated_post "$1" "$endpoint" --data-urlencode token@<(printf %s "$token")) || {
    # No answer is no verdict: refuse the request, but do not call its token bad.
    echo "$answer" >&2
    exit 1
}
jq -c . <<<"$answer"
