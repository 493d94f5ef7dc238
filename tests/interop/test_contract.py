"""schema.graphql holds everything of the contract, but for what is not built yet."""

from graphql import BreakingChangeType, DangerousChangeType, build_schema
from graphql import find_breaking_changes, find_dangerous_changes
import pytest

from keyplane import ROOT

CONTRACT = ROOT.parent / "shared" / "contract.graphql"

# What the contract has and the schema has not yet. An entry that is no longer missing fails the
# test too, so that the list stays true.
NOT_YET_TYPES = """
    Gateway
""".split()
NOT_YET_FIELDS = """
    Api.gatewayConfig
    InspectTokenInput.apiId InspectTokenInput.scopes
""".split()
NOT_YET_VALUES = ["TokenKind.APPLICATION_JWT"]

DEFAULTS = {
    DangerousChangeType.ARG_DEFAULT_VALUE_CHANGE,
    DangerousChangeType.INPUT_FIELD_DEFAULT_VALUE_CHANGE,
}


@pytest.fixture(scope="module")
def schemas():
    if not CONTRACT.exists():
        pytest.skip(f"left out: {CONTRACT} is not here")
    ours = (ROOT / "schema.graphql").read_text()
    return build_schema(CONTRACT.read_text()), build_schema(ours)


def test_no_name_of_the_contract_is_missing_or_different(schemas):
    found = {(change.type, change.description) for change in find_breaking_changes(*schemas)}
    kinds = BreakingChangeType
    allowed = {(kinds.TYPE_REMOVED, f"{name} was removed.") for name in NOT_YET_TYPES}
    allowed |= {(kinds.FIELD_REMOVED, f"Field {name} was removed.") for name in NOT_YET_FIELDS}
    value_removed = kinds.VALUE_REMOVED_FROM_ENUM
    allowed |= {(value_removed, f"Enum value {name} was removed.") for name in NOT_YET_VALUES}
    assert found - allowed == set(), "missing or different"
    assert allowed - found == set(), "no longer missing: take it off the list"


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
