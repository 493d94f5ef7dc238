"""The portal's code samples, as a reader would run them, against the real binary."""

import json

import pytest

from examples import EXAMPLES, LANGUAGES
from quick_starts import QuickStarts, Variant
from tenant import Application

SECRETS = ["CLIENT_SECRET_BASIC", "CLIENT_SECRET_POST", "CLIENT_SECRET_JWT"]
# Each form of the key with each task; each family of keys in one of them.
KEYS = {
    "token": [("RS256", "KEY_FILE"), ("ES256", "PEM_PKCS8")],
    "introspection": [("EDDSA", "KEY_FILE"), ("RS512", "PEM_PKCS8")],
}
QUERY = "{\n  viewer { scope permissions }\n}"

TOKENS = [f"token-{name}".lower() for name in ["RS256", "ES256", *SECRETS]]
INTROSPECTIONS = [f"introspection-{name}".lower() for name in ["EDDSA", "RS512", *SECRETS]]


@pytest.fixture(scope="module")
def quick_starts(root, server, shared_project, tmp_path_factory) -> QuickStarts:
    variants = [
        *(of_key(root, shared_project, task, *key) for task in KEYS for key in KEYS[task]),
        *(of_secret(root, shared_project, task, method) for task in KEYS for method in SECRETS),
        *(of_admin_key(root, server, form) for form in ["KEY_FILE", "PEM_PKCS8"]),
    ]
    return QuickStarts(tmp_path_factory.mktemp("quick-starts"), variants)


@pytest.fixture(scope="module")
def token(root, shared_project) -> str:
    return Application.create(root, shared_project, "CLIENT_SECRET_POST").access_token()


def test_every_program_is_there_in_every_language():
    files = {file.name for file in (EXAMPLES / "quick-start").iterdir()} - {"README.md"}
    endings = ["sh", "py", "js", "go", "rs"]
    assert files == {f"{name}.{end}" for name in ["client", "admin-api"] for end in endings}
    assert len(endings) == len(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TOKENS)
def test_a_sample_gets_an_access_token(quick_starts, language, name, root):
    done = quick_starts.run(language, name)
    assert done.returncode == 0, done.stderr
    told = inspected(root, done.stdout.strip())
    assert told["claims"]["client_id"] == quick_starts.variants[name].values["clientId"]
    assert told["verdict"] == "VALID"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", INTROSPECTIONS)
def test_a_sample_tells_whether_a_token_is_active(quick_starts, language, name, token):
    for sent, verdict in [(token, "true"), ("made-up", "false")]:
        done = quick_starts.run(language, name, input=sent)
        assert done.returncode == 0, done.stderr
        # Python and Node print what they have parsed, each in its own way.
        assert f"active:{verdict}" in done.stdout.lower().translate(str.maketrans("", "", "\"' "))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", list(KEYS))
@pytest.mark.parametrize("method", SECRETS)
def test_a_wrong_secret_ends_a_sample_with_an_error(quick_starts, language, task, method, token):
    wrong = {"CLIENT_SECRET": "x" * 43}
    name = f"{task}-{method}".lower()
    done = quick_starts.run(language, name, input=token, environment=wrong)
    assert done.returncode != 0 and done.stdout == ""
    assert "401" in done.stderr or "invalid_client" in done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["key_file", "pem_pkcs8"])
def test_a_sample_calls_the_admin_api(quick_starts, language, form):
    done = quick_starts.run(language, f"admin-api-{form}")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["viewer"]["scope"] == "INSTANCE"


def of_key(root, project: dict, task: str, algorithm: str, form: str) -> Variant:
    application = created(root, project, task, "PRIVATE_KEY_JWT")
    made = application.new_key(algorithm, form)
    file = "key.json" if form == "KEY_FILE" else "key.pem"
    key = {"kid": made["kid"], "algorithm": algorithm, "file": file, "isPem": form != "KEY_FILE"}
    values = client_values(application, task, "PRIVATE_KEY_JWT", key)
    return Variant(f"{task}-{algorithm}".lower(), "client", values, {file: made["content"]})


def of_secret(root, project: dict, task: str, method: str) -> Variant:
    application = created(root, project, task, method)
    no_key = {"kid": "YOUR_KEY_ID", "algorithm": "RS256", "file": "none", "isPem": False}
    values = client_values(application, task, method, no_key)
    secret = {"CLIENT_SECRET": application.secret}
    return Variant(f"{task}-{method}".lower(), "client", values, environment=secret)


def of_admin_key(root, server, form: str) -> Variant:
    fields = "key { kid } privateKey { content }"
    asked = {"name": form, "permissions": ["READ"], "format": form}
    made = root.mutate("generateAdminKey", fields, **asked)
    file = "admin-key.json" if form == "KEY_FILE" else "admin-key.pem"
    key = {"kid": made["key"]["kid"], "algorithm": "RS256", "file": file}
    values = {
        "endpoint": f"{server.url}/graphql",
        "audience": "keyplane",
        "key": key | {"isPem": form != "KEY_FILE"},
        "query": QUERY,
    }
    files = {file: made["privateKey"]["content"]}
    return Variant(f"admin-api-{form}".lower(), "admin-api", values, files)


def created(root, project: dict, task: str, method: str) -> Application:
    kind = "SERVICE" if task == "token" else "RESOURCE_SERVER"
    return Application.create(root, project, method, type=kind)


def client_values(application: Application, task: str, method: str, key: dict) -> dict:
    issuer = application.project["endpoints"]["issuer"]
    return {
        "task": task,
        "method": method,
        "clientId": application.client_id,
        "issuer": issuer,
        "endpoint": f"{issuer}/oauth/{'token' if task == 'token' else 'introspect'}",
        "key": key,
    }


def inspected(root, token: str) -> dict:
    query = "query ($input: InspectTokenInput!) { inspectToken(input: $input) { verdict claims } }"
    return root.ask(query, input={"token": token})["inspectToken"]
