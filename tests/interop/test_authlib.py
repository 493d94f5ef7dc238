"""Authlib as the client of the token, introspection and revocation endpoints."""

import json

import pytest
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import ClientSecretJWT, PrivateKeyJWT
from joserfc.jwk import import_key

from tenant import ALGORITHMS, Application, discovered, jose_name

# RFC 9864 renames it to Ed25519, which fewer libraries know.
pytestmark = pytest.mark.filterwarnings("ignore:EdDSA is deprecated via RFC 9864")


class Client:
    """An application that calls the endpoints of its project through Authlib."""

    def __init__(self, project: dict, application: Application, secret, method: str, proof=None):
        self.endpoints = discovered(project)
        self.session = OAuth2Session(
            application.client_id,
            secret,
            token_endpoint_auth_method=method,
            revocation_endpoint_auth_method=method,
        )
        if proof:
            self.session.register_client_auth_method(proof)

    def token(self) -> str:
        endpoint = self.endpoints["token_endpoint"]
        return self.session.fetch_token(endpoint, grant_type="client_credentials")["access_token"]

    def is_active(self, token: str) -> bool:
        endpoint = self.endpoints["introspection_endpoint"]
        answer = self.session.introspect_token(endpoint, token)
        answer.raise_for_status()
        return answer.json()["active"]

    def revoke(self, token: str):
        self.session.revoke_token(self.endpoints["revocation_endpoint"], token).raise_for_status()


def signing_client(
    project: dict, application: Application, audience: str | None, algorithm: str = "RS256"
) -> Client:
    """A client whose assertions are for `audience`; None: what Authlib does by itself."""
    made = application.new_key(algorithm, "JWK")
    proof = PrivateKeyJWT(audience, headers={"kid": made["kid"]}, alg=jose_name(algorithm))
    key = import_key(json.loads(made["content"]))
    return Client(project, application, key, "private_key_jwt", proof)


def assert_a_token_lives_and_is_taken_back(client: Client):
    token = client.token()
    assert client.is_active(token)
    client.revoke(token)
    assert not client.is_active(token)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_private_key_jwt_for_the_issuer_gets_asks_about_and_revokes_a_token(
    root, shared_project, algorithm
):
    application = Application.create(root, shared_project, "PRIVATE_KEY_JWT")
    issuer = shared_project["endpoints"]["issuer"]
    client = signing_client(shared_project, application, issuer, algorithm)
    assert_a_token_lives_and_is_taken_back(client)


def test_private_key_jwt_for_the_called_endpoint_needs_the_applications_switch(
    root, shared_project
):
    application = Application.create(root, shared_project, "PRIVATE_KEY_JWT")
    client = signing_client(shared_project, application, None)
    with pytest.raises(OAuthError, match="^invalid_client: .*aud"):
        client.token()
    application.update(allowTokenEndpointAudience=True)
    assert_a_token_lives_and_is_taken_back(client)


def test_a_key_of_another_application_is_invalid_client(root, shared_project):
    issuer = shared_project["endpoints"]["issuer"]
    mine, other = (Application.create(root, shared_project, "PRIVATE_KEY_JWT") for _ in range(2))
    client = signing_client(shared_project, other, issuer)
    client.session.client_id = mine.client_id
    with pytest.raises(OAuthError, match="^invalid_client: "):
        client.token()


def test_a_pem_without_a_kid_in_the_header_is_enough(root, shared_project):
    application = Application.create(root, shared_project, "PRIVATE_KEY_JWT")
    pem = application.new_key()["content"]
    proof = PrivateKeyJWT(shared_project["endpoints"]["issuer"])
    client = Client(shared_project, application, pem, proof.name, proof)
    assert_a_token_lives_and_is_taken_back(client)


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_a_secret_gets_asks_about_and_revokes_a_token(root, shared_project, method):
    application = Application.create(root, shared_project, method.upper())
    client = Client(shared_project, application, application.secret, method)
    assert_a_token_lives_and_is_taken_back(client)
    client = Client(shared_project, application, f"{application.secret}x", method)
    with pytest.raises(OAuthError, match="^invalid_client: "):
        client.token()


def test_client_secret_jwt_for_the_issuer_gets_asks_about_and_revokes_a_token(root, shared_project):
    application = Application.create(root, shared_project, "CLIENT_SECRET_JWT")
    proof = ClientSecretJWT(shared_project["endpoints"]["issuer"])
    client = Client(shared_project, application, application.secret, proof.name, proof)
    assert_a_token_lives_and_is_taken_back(client)


def test_an_opaque_token_is_known_to_introspection(root, shared_project):
    application = Application.create(
        root, shared_project, "CLIENT_SECRET_BASIC", accessTokenFormat="OPAQUE"
    )
    client = Client(shared_project, application, application.secret, "client_secret_basic")
    assert_a_token_lives_and_is_taken_back(client)
    assert "." not in client.token()


def test_a_resource_server_asks_about_a_token_of_another_client(root, shared_project):
    client = Application.create(root, shared_project, "CLIENT_SECRET_POST")
    server = Application.create(root, shared_project, "PRIVATE_KEY_JWT", type="RESOURCE_SERVER")
    issuer = shared_project["endpoints"]["issuer"]
    asker = signing_client(shared_project, server, issuer)
    assert asker.is_active(client.access_token())
    with pytest.raises(OAuthError, match="^unauthorized_client: "):
        asker.token()
