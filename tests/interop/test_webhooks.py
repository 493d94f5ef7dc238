"""Deliveries of webhooks, verified by Standard Webhooks' own library and by docs/webhooks.md."""

import json
import re
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue

import pytest
from standardwebhooks.webhooks import WebhookVerificationError

from keyplane import BINARY, ROOT, Admin, Server
from tenant import new_project

PAGE = (ROOT / "docs" / "webhooks.md").read_text()


def code(language: str) -> str:
    """The block of code in a language on the page."""
    [block] = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE)
    return block


@pytest.fixture(scope="module")
def admin(tmp_path_factory):
    """The first admin of a server that may send to this machine."""
    data = tmp_path_factory.mktemp("webhooks")
    server = Server(data, BINARY, "--allow-private-issuers", "127.0.0.1")
    yield Admin.of_key_file(server.key_file())
    server.stop()


@pytest.fixture(scope="module")
def receiver():
    """A receiver that accepts everything, with a queue of its requests."""
    requests = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            requests.put(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", requests
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def delivery(admin, receiver):
    """One delivery: the keys of the receiver, the headers and the body."""
    url, requests = receiver
    project = new_project(admin)
    made = admin.mutate(
        "createWebhook", "secret webhook { id publicKeys }", projectId=project["id"], url=url
    )
    admin.mutate("testWebhook", "webhook { id }", webhookId=made["webhook"]["id"])
    headers, body = requests.get(timeout=60)
    return made["secret"], made["webhook"]["publicKeys"][0], headers, body


def python_verify(secret: str, headers: dict, body: bytes) -> dict:
    names = {}
    exec(compile(code("python"), "docs/webhooks.md", "exec"), names)
    return names["verify"](secret, headers, body)


def node_verify(key: str, headers: dict, body: bytes) -> subprocess.CompletedProcess:
    program = code("js") + (
        "\nconst [key, headers, body] = JSON.parse(process.argv[1])"
        "\nconsole.log(JSON.stringify(verifyWebhook(key, headers, body)))"
    )
    argument = json.dumps([key, headers, body.decode()])
    command = ["node", "--input-type=module", "--eval", program, "--", argument]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_the_python_library_verifies_a_delivery(delivery):
    secret, _, headers, body = delivery
    event = python_verify(secret, headers, body)
    assert event["type"] == "webhook.test"
    assert event["data"]["eventId"] == headers["webhook-id"]


@pytest.mark.parametrize("change", ["webhook-id", "webhook-timestamp", "body"])
def test_the_python_library_refuses_a_changed_delivery(delivery, change):
    secret, _, headers, body = delivery
    changed = body.replace(b"webhook.test", b"webhook.tost") if change == "body" else body
    if change != "body":
        timestamp = str(int(headers["webhook-timestamp"]) + 1)
        headers = headers | {change: timestamp}
    with pytest.raises(WebhookVerificationError):
        python_verify(secret, headers, changed)


def test_node_verifies_both_signatures_and_refuses_a_changed_body(delivery):
    secret, public_key, headers, body = delivery
    for key in [secret, public_key]:
        verified = node_verify(key, headers, body)
        assert verified.returncode == 0, verified.stderr
        assert json.loads(verified.stdout)["type"] == "webhook.test"
        refused = node_verify(key, headers, body + b" ")
        assert refused.returncode != 0 and "webhook-signature is wrong" in refused.stderr
