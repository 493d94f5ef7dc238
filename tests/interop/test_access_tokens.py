"""Access tokens of the token endpoint, verified by PyJWT and by joserfc."""

import json
import time
import urllib.request

import jwt
import pytest
from joserfc import jwk
from joserfc import jwt as joserfc_jwt
from joserfc.errors import BadSignatureError, InvalidClaimError, UnsupportedAlgorithmError

from tenant import ALGORITHMS, Application, discovered, jose_name, new_project

# RFC 9864 renames it to Ed25519, which fewer libraries know.
pytestmark = pytest.mark.filterwarnings("ignore:EdDSA is deprecated via RFC 9864")

CLAIMS = {"iss", "sub", "aud", "client_id", "iat", "exp", "jti"}


@pytest.fixture(scope="module", params=ALGORITHMS)
def issued(request, root) -> tuple[dict, str, Application, str]:
    """A project that signs with the algorithm; its `alg`, an application and a token."""
    project = new_project(root, keyPolicy={"signingAlgorithm": request.param})
    application = Application.create(root, project, "CLIENT_SECRET_POST")
    return project, jose_name(request.param), application, application.access_token()


def test_pyjwt_verifies_a_token_by_the_keys_that_discovery_names(issued):
    project, algorithm, application, token = issued
    document = discovered(project)
    assert document["id_token_signing_alg_values_supported"] == [algorithm]
    key = jwt.PyJWKClient(document["jwks_uri"]).get_signing_key_from_jwt(token)
    issuer = document["issuer"]
    verified = jwt.decode_complete(
        token,
        key,
        algorithms=[algorithm],
        audience=issuer,
        issuer=issuer,
        options={"require": sorted(CLAIMS)},
    )
    assert verified["header"] == {"alg": algorithm, "typ": "at+jwt", "kid": key.key_id}
    claims = verified["payload"]
    assert claims.keys() == CLAIMS
    assert claims["sub"] == claims["client_id"] == application.client_id
    assert claims["exp"] - claims["iat"] == 1800


def test_joserfc_verifies_the_signature_the_type_and_the_claims(issued):
    project, algorithm, application, token = issued
    verified = joserfc_jwt.decode(token, key_set(project), algorithms=[algorithm])
    assert verified.header["typ"] == "at+jwt"
    rules(project, application).validate(verified.claims)


def test_joserfc_refuses_a_changed_token_another_algorithm_and_another_audience(issued):
    project, algorithm, application, token = issued
    keys = key_set(project)
    head, body, signature = token.split(".")
    with pytest.raises(BadSignatureError):
        forged = (
            f"{head}.{body}.{signature[:8]}{'A' if signature[8] != 'A' else 'B'}{signature[9:]}"
        )
        joserfc_jwt.decode(forged, keys, algorithms=[algorithm])
    with pytest.raises(UnsupportedAlgorithmError):
        other = "RS512" if algorithm == "RS256" else "RS256"
        joserfc_jwt.decode(token, keys, algorithms=[other])
    claims = joserfc_jwt.decode(token, keys, algorithms=[algorithm]).claims
    with pytest.raises(InvalidClaimError):
        rules(project, application, aud="https://orders.example.com").validate(claims)


def test_no_key_of_another_project_verifies_a_token(root, project):
    other = new_project(root)
    token = Application.create(root, other, "CLIENT_SECRET_POST").access_token()
    with pytest.raises(jwt.PyJWKClientError):
        jwt.PyJWKClient(project["endpoints"]["jwks"]).get_signing_key_from_jwt(token)


def key_set(project: dict) -> jwk.KeySet:
    with urllib.request.urlopen(discovered(project)["jwks_uri"]) as answer:
        return jwk.KeySet.import_key_set(json.load(answer))


def rules(
    project: dict, application: Application, aud: str | None = None
) -> joserfc_jwt.JWTClaimsRegistry:
    issuer = project["endpoints"]["issuer"]
    return joserfc_jwt.JWTClaimsRegistry(
        now=int(time.time()),
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": aud or issuer},
        client_id={"essential": True, "value": application.client_id},
        exp={"essential": True},
    )
