"""The programs of examples/, as written, against the real binary."""

import json
import os
import re
from pathlib import Path

import jwt
import pytest

from examples import (
    EXAMPLES,
    LANGUAGES,
    REFUSED,
    SERVERS,
    Issuer,
    Signer,
    attempt,
    command,
    compile_all,
    execute,
    serving,
)
from tenant import Application, discovered, holder_key, new_project

VERIFIERS = [*LANGUAGES, "java"]


@pytest.fixture(scope="module", autouse=True)
def compiled():
    compile_all()


@pytest.fixture(scope="module")
def issuer(shared_project) -> str:
    return shared_project["endpoints"]["issuer"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="module")
def signer(root, shared_project, issuer) -> Signer:
    return Signer(holder_key(root, shared_project), issuer)


@pytest.fixture(scope="module")
def client(root, shared_project, folder) -> Path:
    """The key file of a SERVICE."""
    return key_file(Application.create(root, shared_project, "PRIVATE_KEY_JWT"), folder)


@pytest.fixture(scope="module")
def resource_server(root, shared_project, folder) -> Path:
    """The key file of a RESOURCE_SERVER."""
    kind = {"type": "RESOURCE_SERVER"}
    return key_file(Application.create(root, shared_project, "PRIVATE_KEY_JWT", **kind), folder)


@pytest.fixture(scope="module", params=VERIFIERS)
def verdict(request, signer, issuer):
    """A function from a token to the answer of a language's verifier."""
    if request.param == "bash":
        yield lambda token: checked_by_bash(token, issuer)
        return
    with serving(request.param, ISSUER=issuer) as service:
        yield service


@pytest.fixture
def foreign_issuer(signer):
    """An issuer that is no Keyplane."""
    issuer = Issuer()
    yield issuer
    issuer.stop()


def key_file(application: Application, folder: Path) -> Path:
    path = folder / f"{application.client_id}.json"
    path.write_text(application.new_key(form="KEY_FILE")["content"])
    return path


def access_token(language: str, key_file: Path, *resource: str) -> str:
    return execute(language, [*command(language, "access-token"), key_file, *resource]).strip()


def introspected(language: str, key_file: Path, token: str) -> dict:
    words = [*command(language, "introspect"), key_file]
    return json.loads(execute(language, words, input=token))


def checked_by_bash(token: str, *arguments: str) -> tuple[int, str | dict]:
    """As a service would answer."""
    done = attempt("bash", [*command("bash", "verify"), *arguments], input=token)
    if done.returncode == 0:
        claims = json.loads(done.stdout)
        return 200, {"sub": claims["sub"], "client_id": claims["client_id"]}
    assert done.returncode == 1 and done.stderr.startswith("refused: "), done.stderr
    assert done.stdout == ""
    return 401, 'Bearer error="invalid_token"'


def test_every_language_has_every_program_that_the_readme_names():
    programs = re.findall(r"^\| `([a-z-]+)` \|", (EXAMPLES / "README.md").read_text(), re.MULTILINE)
    assert len(programs) == 4
    starts = {(name, program): command(name, program) for name in LANGUAGES for program in programs}
    missing = [at for at, words in starts.items() if not (EXAMPLES / at[0] / words[-1]).exists()]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_admin_key_file_is_all_that_a_call_of_the_admin_api_needs(
    language, server, root, issuer
):
    file = server.data / "admin-key.json"
    data = json.loads(execute(language, [*command(language, "admin-api"), file]))
    assert data["viewer"]["scope"] == "INSTANCE"
    issuers = [project["endpoints"]["issuer"] for project in data["projects"]["nodes"]]
    assert issuer in issuers
    counted = root.ask("{ projects { totalCount } }")
    assert data["projects"]["totalCount"] == counted["projects"]["totalCount"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_admin_token_ends_the_program_with_the_reason(language, server, folder):
    file = json.loads((server.data / "admin-key.json").read_text())
    path = folder / "elsewhere.json"
    path.write_text(json.dumps(file | {"audience": "somewhere-else"}))
    done = attempt(language, [*command(language, "admin-api"), path])
    assert done.returncode != 0 and done.stdout == ""
    assert "WRONG_AUDIENCE" in done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_application_key_file_is_all_that_an_access_token_needs(
    language, shared_project, issuer, client
):
    for resource in [[], [issuer]]:
        token = access_token(language, client, *resource)
        keys = jwt.PyJWKClient(discovered(shared_project)["jwks_uri"])
        key = keys.get_signing_key_from_jwt(token)
        decoded = jwt.decode_complete(token, key, ["RS256"], audience=issuer, issuer=issuer)
        assert decoded["header"]["typ"] == "at+jwt"
        assert decoded["payload"]["client_id"] == client.stem


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_request_for_a_token_ends_the_program_with_the_error(language, client):
    words = [*command(language, "access-token"), client, "https://not-granted.example"]
    done = attempt(language, words)
    assert done.returncode != 0 and done.stdout == ""
    assert "invalid_target" in done.stderr


def test_a_token_of_the_token_endpoint_passes(verdict, client):
    claims = {"sub": client.stem, "client_id": client.stem}
    assert verdict(access_token("go", client)) == (200, claims)


def test_a_token_with_this_audience_among_others_passes(verdict, signer):
    token = signer.token(aud=["https://other.example", signer.issuer])
    assert verdict(token) == (200, {"sub": "s", "client_id": "c"})


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_access_token_for_this_service_is_refused(verdict, signer, case):
    assert verdict(REFUSED[case](signer)) == (401, 'Bearer error="invalid_token"')


def test_a_token_of_another_project_is_refused(verdict, root, folder):
    other = Application.create(root, new_project(root), "PRIVATE_KEY_JWT")
    token = access_token("go", key_file(other, folder))
    assert verdict(token) == (401, 'Bearer error="invalid_token"')


@pytest.mark.parametrize("language", VERIFIERS)
def test_a_token_for_the_issuer_is_refused_by_a_service_with_an_audience_of_its_own(
    language, issuer, client, signer
):
    audience = "https://orders.example"
    token, own = access_token("go", client), signer.token(aud=audience)
    if language == "bash":
        answers = [checked_by_bash(sent, issuer, audience) for sent in [token, own]]
    else:
        with serving(language, ISSUER=issuer, AUDIENCE=audience) as service:
            answers = [service(token), service(own)]
    assert [status for status, _ in answers] == [401, 200]


@pytest.mark.parametrize("language", SERVERS)
def test_without_a_token_the_challenge_names_the_scheme_and_no_error(language, issuer, signer):
    with serving(language, ISSUER=issuer) as service:
        assert service(None) == (401, "Bearer")
        assert service(signer.token(), scheme="Basic") == (401, "Bearer")
        # RFC 9110 section 11.1: the scheme is case-insensitive.
        assert service(signer.token(), scheme="bearer")[0] == 200


@pytest.mark.parametrize("language", SERVERS)
def test_keys_that_are_away_are_503_until_they_are_back(language, foreign_issuer, signer):
    token = signer.token(iss=foreign_issuer.url, aud=foreign_issuer.url)
    with serving(language, ISSUER=foreign_issuer.url) as service:
        assert service(token) == (503, "")
        foreign_issuer.jwks = signer.jwks()
        assert service(token)[0] == 200


@pytest.mark.parametrize("language", SERVERS)
def test_made_up_kids_do_not_make_a_service_flood_the_issuer(language, foreign_issuer, signer):
    foreign_issuer.jwks = signer.jwks()
    with serving(language, ISSUER=foreign_issuer.url) as service:
        for number in range(20):
            assert service(signer.token(header={"kid": f"made-up-{number}"}))[0] == 401
    assert foreign_issuer.asked <= 2


@pytest.mark.parametrize("language", VERIFIERS)
def test_an_issuer_that_calls_itself_otherwise_is_not_believed(language, foreign_issuer, signer):
    foreign_issuer.name = "https://another.example"
    foreign_issuer.jwks = signer.jwks()
    environment = os.environ | {"ISSUER": foreign_issuer.url}
    token = signer.token(iss=foreign_issuer.url, aud=foreign_issuer.url)
    words = [*command(language, "verify"), foreign_issuer.url]
    done = attempt(language, words, env=environment, input=token)
    assert done.returncode != 0 and done.stdout == ""
    assert "another" in done.stderr
    assert foreign_issuer.asked == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_introspection_tells_what_is_active_and_sees_a_revocation_at_once(
    language, root, issuer, client, resource_server
):
    token = access_token("go", client)
    told = introspected(language, resource_server, token)
    assert told["active"] is True
    assert (told["iss"], told["client_id"]) == (issuer, client.stem)
    root.mutate("revokeApplicationTokens", "application { id }", applicationId=client.stem)
    assert introspected(language, resource_server, token) == {"active": False}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_client_that_is_not_believed_gets_no_verdict(language, client, resource_server, folder):
    path = folder / "stranger.json"
    stranger = json.loads(resource_server.read_text()) | {"clientId": client.stem}
    path.write_text(json.dumps(stranger))
    done = attempt(language, [*command(language, "introspect"), path], input="any")
    assert done.returncode != 0 and done.stdout == ""
    assert "invalid_client" in done.stderr
