"""What an operator changes in the configuration, as the pages in docs/gateways say."""

import pytest

from guarded import Guarded
from proxies import BINARIES


@pytest.mark.parametrize("name", BINARIES)
def test_a_route_that_demands_a_scope_takes_only_tokens_that_have_it(root, tmp_path, name):
    demand = [("/apis/orders/verify", "/apis/orders/scopes/read+write/verify")]
    guarded = Guarded(root, name, tmp_path, demand)
    try:
        reader, writer = guarded.caller(["read"]), guarded.caller(["read", "write"])
        assert guarded.passes(writer.own_token())
        assert not guarded.passes(reader.own_token())
        for target in ("/orders", "/orders?scope=read", "/orders?scope="):
            answer = guarded.send(reader.own_token(), target)
            assert answer.status == 403
            (challenge,) = answer.values("WWW-Authenticate")
            assert 'error="insufficient_scope"' in challenge
            assert 'scope="read write"' in challenge
            assert guarded.passes(writer.own_token(), target=target)
    finally:
        guarded.stop()


def test_nginx_keeps_made_up_headers_out_where_the_default_server_lets_them_in(root, tmp_path):
    # Headers before Host are read with the settings of the address's default server.
    other = (
        "server { listen 127.0.0.1:@PORT@ default_server; underscores_in_headers on;"
        " return 404; }\nserver {\n    listen 80;"
    )
    changed = [
        ("server {\n    listen 80;", other),
        ("server_name _;", "server_name api.example.com;"),
    ]
    guarded = Guarded(root, "nginx", tmp_path, changed)
    try:
        token = guarded.caller().own_token()
        for name in (
            "X_Keyplane_Subject",
            "x-keyplane_subject",
            "X_Keyplane_Token_Id",
            "x-keyplane_client_id",
        ):
            assert guarded.passes(token, first=[(name, "eve"), ("X_Other", "arrives")])
            got = guarded.last()
            assert got.values("X_Other") == ["arrives"], "the other server's setting counts"
            assert "eve" not in [value for _, value in got.headers]
    finally:
        guarded.stop()
