"""schema.graphql holds everything of the contract."""

import pytest
from graphql import DangerousChangeType, build_schema, find_breaking_changes, find_dangerous_changes

from keyplane import ROOT

CONTRACT = ROOT / "tests" / "contract" / "contract.graphql"

DEFAULTS = {
    DangerousChangeType.ARG_DEFAULT_VALUE_CHANGE,
    DangerousChangeType.INPUT_FIELD_DEFAULT_VALUE_CHANGE,
}


@pytest.fixture(scope="module")
def schemas():
    ours = (ROOT / "schema.graphql").read_text()
    return build_schema(CONTRACT.read_text()), build_schema(ours)


def test_no_name_of_the_contract_is_missing_or_different(schemas):
    changes = find_breaking_changes(*schemas)
    assert [change.description for change in changes] == []


def test_no_default_of_the_contract_is_different(schemas):
    changes = find_dangerous_changes(*schemas)
    assert [c.description for c in changes if c.type in DEFAULTS] == []


def test_every_public_item_has_a_description(schemas):
    _, ours = schemas
    bare = []
    for name, kind in ours.type_map.items():
        if name.startswith("__") or name in {"String", "Int", "Float", "Boolean", "ID"}:
            continue
        members = {**getattr(kind, "fields", {}), **getattr(kind, "values", {})}
        bare += [name] if not kind.description else []
        bare += [f"{name}.{member}" for member, item in members.items() if not item.description]
    assert bare == []
