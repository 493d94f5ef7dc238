"""Tokens verified against what a project publishes, as a resource server would."""

import json
import time
import urllib.request

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tenant import ALGORITHMS, discovered, holder_key, jose_name


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_pyjwkclient_verifies_a_token_of_a_downloaded_holder_key(root, project, algorithm):
    made = holder_key(root, project, algorithm)
    name = jose_name(algorithm)
    issuer = project["endpoints"]["issuer"]
    claims = {"iss": issuer, "aud": issuer, "sub": "device-1", "exp": int(time.time()) + 60}
    token = jwt.encode(
        claims, made["privateKey"]["content"], algorithm=name, headers={"kid": made["key"]["kid"]}
    )

    document = discovered(project)
    assert document["issuer"] == issuer
    key = jwt.PyJWKClient(document["jwks_uri"]).get_signing_key_from_jwt(token)
    assert jwt.decode(token, key, algorithms=[name], audience=issuer, issuer=issuer) == claims


def test_pyjwkclient_reads_every_key_that_is_published(root, project):
    kids = {holder_key(root, project, algorithm)["key"]["kid"] for algorithm in ALGORITHMS}
    client = jwt.PyJWKClient(discovered(project)["jwks_uri"])
    published = {key.key_id for key in client.get_signing_keys()}
    # And the key that the project began with.
    assert kids < published and len(published) == len(kids) + 1


def test_a_token_of_another_projects_key_finds_no_key(root, project):
    made = holder_key(root, project)
    other = root.mutate("createProject", "project { endpoints { jwks } }", slug="other", name="O")
    token = jwt.encode(
        {"sub": "x"}, made["privateKey"]["content"], "RS256", headers={"kid": made["key"]["kid"]}
    )
    client = jwt.PyJWKClient(other["project"]["endpoints"]["jwks"])
    with pytest.raises(jwt.PyJWKClientError):
        client.get_signing_key_from_jwt(token)


@pytest.mark.parametrize("algorithm", ["RS256", "PS512", "ES256", "ES384", "EDDSA"])
def test_cryptography_reads_the_certificate_and_finds_the_same_key(root, project, algorithm):
    key = holder_key(root, project, algorithm)["key"]
    certificate = x509.load_pem_x509_certificate(key["certificatePem"].encode())
    public = certificate.public_key()
    certificate.verify_directly_issued_by(certificate)
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    assert pem.split() == key["publicKeyPem"].split()


def test_the_rfc_8414_forms_give_the_same_document(project):
    base, slug = project["endpoints"]["issuer"].split("/p/")
    document = discovered(project)
    for name in ["openid-configuration", "oauth-authorization-server"]:
        with urllib.request.urlopen(f"{base}/.well-known/{name}/p/{slug}") as answer:
            assert json.load(answer) == document
