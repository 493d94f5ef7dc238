"""The metrics, alerts and dashboard as Prometheus itself reads them (promtool)."""

import json
import re
import subprocess
import urllib.error
import urllib.request

import pytest

from keyplane import BINARY, ROOT, Server, free_port

ALERTS = ROOT / "deploy" / "prometheus" / "alerts.yml"
ALERTS_TEST = ROOT / "deploy" / "prometheus" / "alerts_test.yml"
DASHBOARD = ROOT / "deploy" / "grafana" / "keyplane.json"
# What Grafana puts in the place of its variables.
VARIABLES = {"$__rate_interval": "5m", "$job": ".*", "$instance": ".*"}


def promtool(*arguments, text: str | None = None) -> str:
    run = subprocess.run(["promtool", *arguments], input=text, capture_output=True, text=True)
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    return run.stdout + run.stderr


@pytest.fixture(scope="module")
def exposition(tmp_path_factory) -> str:
    """What a scrape of a server gets after some requests."""
    metrics = f"127.0.0.1:{free_port()}"
    data = tmp_path_factory.mktemp("metrics")
    server = Server(data, BINARY, "--metrics-listen", metrics)
    try:
        for path in ("/p/x/.well-known/jwks.json", "/p/x/apis/y/verify", "/nosuch"):
            with pytest.raises(urllib.error.HTTPError):
                urllib.request.urlopen(server.url + path)
        with urllib.request.urlopen(f"http://{metrics}/metrics") as answer:
            assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
            return answer.read().decode()
    finally:
        server.stop()


def test_prometheus_has_nothing_to_say_against_the_metrics(exposition):
    assert promtool("check", "metrics", text=exposition) == ""


def test_the_alerts_are_valid_and_their_tests_pass():
    promtool("check", "rules", ALERTS)
    promtool("test", "rules", ALERTS_TEST)


def test_every_alert_is_tested():
    tested = ALERTS_TEST.read_text()
    alerts = re.findall(r"- alert: (\w+)", ALERTS.read_text())
    assert len(alerts) > 10
    assert [alert for alert in alerts if alert not in tested] == []


def test_every_query_of_the_dashboard_is_valid(tmp_path):
    panels = json.loads(DASHBOARD.read_text())["panels"]
    queries = [target["expr"] for panel in panels for target in panel.get("targets", [])]
    assert len(queries) > 20
    rules = []
    for at, query in enumerate(queries):
        for variable, value in VARIABLES.items():
            query = query.replace(variable, value)
        assert "$" not in query
        rules.append({"record": f"query:{at}", "expr": query})
    # JSON is YAML.
    file = tmp_path / "rules.yml"
    file.write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
    promtool("check", "rules", file)


def test_every_panel_of_the_dashboard_has_a_title_a_unit_and_a_place_of_its_own():
    panels = json.loads(DASHBOARD.read_text())["panels"]
    places = set()
    for panel in panels:
        place = (panel["gridPos"]["x"], panel["gridPos"]["y"])
        assert place not in places, panel["title"]
        places.add(place)
        assert panel["title"]
        if panel["type"] != "row":
            assert panel["description"] and panel["fieldConfig"]["defaults"]["unit"], panel["title"]
