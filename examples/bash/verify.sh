#!/usr/bin/env bash
# Checks one access token of a project and prints its claims; exit code 1 where it is refused.
#
#     ./verify.sh ISSUER [AUDIENCE] < token
#
# For a service, take a program that keeps the keys: this one fetches them each time.
source "$(dirname "$0")/keyplane.sh"

issuer=$1
# Who asks. The issuer is the audience of tokens that were asked for no resource.
audience=${2:-$issuer}

refuse() {
    echo "refused: $1" >&2
    exit 1
}

# rsa_public_key: the JWK on stdin as DER.
rsa_public_key() {
    local jwk n e
    jwk=$(cat)
    n=$(jq -r .n <<<"$jwk" | unbase64url | od -An -v -tx1 | tr -d ' \n')
    e=$(jq -r .e <<<"$jwk" | unbase64url | od -An -v -tx1 | tr -d ' \n')
    openssl asn1parse -noout -out /dev/stdout -genconf <(
        cat <<ASN1
asn1 = SEQUENCE:public_key
[public_key]
algorithm = SEQUENCE:algorithm
key = BITWRAP,SEQUENCE:rsa
[algorithm]
name = OID:rsaEncryption
parameters = NULL
[rsa]
n = INTEGER:0x$n
e = INTEGER:0x$e
ASN1
    )
}

# holds JSON [jq's arguments]: whether the filter says true.
holds() { jq -e "${@:2}" <<<"$1" >/dev/null 2>&1; }

token=$(cat)
[[ $token =~ ^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$ ]] || refuse 'not a signed JWT'
IFS=. read -r header claims signature <<<"$token"
header=$(unbase64url <<<"$header")
holds "$header" 'type == "object"' || refuse 'the header is no JSON object'

# The project's signing algorithm. Never taken from the token: its sender would choose.
holds "$header" '.alg == "RS256"' || refuse 'alg is not RS256'
# The issuer's keys may sign other things than access tokens (RFC 9068 section 4).
holds "$header" '.typ == "at+jwt"' || refuse 'typ is not at+jwt'
# crit names what a verifier must understand (RFC 7515 section 4.1.11); this one knows nothing.
holds "$header" 'has("crit") | not' || refuse 'crit is not understood'

keys=$(curl -sS --fail --max-time 10 "$(discover "$issuer" | jq -r .jwks_uri)")
key=$(jq -ce --argjson header "$header" \
    '.keys | map(select(.kid == $header.kid and .alg == $header.alg)) | first // empty' \
    <<<"$keys") || refuse 'the project has no such key'

printf '%s' "${token%.*}" |
    openssl dgst -sha256 -keyform DER -verify <(rsa_public_key <<<"$key") \
        -signature <(unbase64url <<<"$signature") >/dev/null 2>&1 || refuse 'the signature is wrong'

claims=$(unbase64url <<<"$claims")
holds "$claims" --arg issuer "$issuer" '.iss == $issuer' || refuse 'another issuer'
# A token for another service of the project must not pass here. aud is a string or a list.
holds "$claims" --arg audience "$audience" '[.aud] | flatten | any(. == $audience)' ||
    refuse 'another audience'
holds "$claims" '(.exp | type) == "number" and .exp > now - 30' || refuse 'expired'
holds "$claims" 'has("sub") and has("client_id")' || refuse 'sub or client_id is missing'
jq . <<<"$claims"
