"""The reference of the Admin API in docs/reference, written from schema.graphql.

Usage: python reference_pages.py
"""

from collections.abc import Iterable

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    Undefined,
    build_schema,
    get_named_type,
    is_specified_scalar_type,
    print_ast,
)
from graphql.utilities import ast_from_value

from keyplane import ROOT

FOLDER = ROOT / "docs" / "reference"
WRITTEN = "<!-- Written from schema.graphql: `just reference`. -->"
TYPES = "admin-api-types.md"
BUILT_IN = {"Int", "Float", "String", "Boolean", "ID"}

QUERIES = f"""# Queries

{WRITTEN}

Every field of `Query`. How to call the Admin API is in [Admin API](../admin-api.md).
"""

MUTATIONS = f"""# Mutations

{WRITTEN}

Every mutation takes one argument, `input`, and returns a payload. How to call the Admin API is in
[Admin API](../admin-api.md). `!` marks what cannot be null.
"""

OF_TYPES = f"""# Types

{WRITTEN}

Objects, inputs, enums and scalars of the Admin API. The input and the payload of a mutation are at
the [mutation](admin-api-mutations.md). `!` marks what cannot be null.
"""


def schema() -> GraphQLSchema:
    return build_schema((ROOT / "schema.graphql").read_text())


def line(text: str | None) -> str:
    """A description in one line, as a cell of a table takes it."""
    return " ".join((text or "").split()).replace("|", "\\|")


def link(kind, here: str) -> str:
    """A type as its name, with a link to its section."""
    name = get_named_type(kind).name
    if name in BUILT_IN:
        return f"`{kind}`"
    page = "" if here == TYPES else TYPES
    return f"[`{kind}`]({page}#{name.lower()})"


def table(head: str, rows: Iterable[list[str]]) -> list[str]:
    """A table, or nothing without rows."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    columns = head.count(",") + 1
    return ["", f"| {head.replace(',', ' |')} |", "|" + " --- |" * columns, *lines] if lines else []


def arguments(found: dict, here: str) -> list[list[str]]:
    """Rows for arguments, or for the fields of an input."""
    rows = []
    for name, one in found.items():
        has_default = one.default_value is not Undefined
        default = print_ast(ast_from_value(one.default_value, one.type)) if has_default else ""
        meaning = line(one.description)
        if has_default and "default" not in meaning:
            meaning = f"{meaning} Default `{default}`."
        rows.append([f"`{name}`", link(one.type, here), meaning])
    return rows


def fields(found: dict[str, GraphQLField], here: str) -> list[str]:
    """The table of an object's fields, and one for each field's arguments."""
    rows = [
        [f"`{name}`", link(one.type, here), line(one.description)] for name, one in found.items()
    ]
    lines = table("field, type, meaning", rows)
    for name, one in found.items():
        if one.args:
            lines += ["", f"Arguments of `{name}`:"]
            lines += table("argument, type, meaning", arguments(one.args, here))
    return lines


def queries(of: GraphQLSchema) -> str:
    lines = [QUERIES]
    for name, field in of.query_type.fields.items():
        lines += [f"## {name}", "", line(field.description)]
        lines += table("argument, type, meaning", arguments(field.args, "admin-api-queries.md"))
        lines += ["", f"Returns {link(field.type, 'admin-api-queries.md')}.", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def mutations(of: GraphQLSchema) -> str:
    here = "admin-api-mutations.md"
    lines = [MUTATIONS]
    for name, field in of.mutation_type.fields.items():
        taken = get_named_type(field.args["input"].type)
        given = get_named_type(field.type)
        lines += [f"## {name}", "", line(field.description), "", f"Input `{taken.name}`:"]
        lines += table("field, type, meaning", arguments(taken.fields, here))
        lines += ["", f"Payload `{given.name}`:"] + fields(given.fields, here) + [""]
    return "\n".join(lines).rstrip("\n") + "\n"


def of_mutations(of: GraphQLSchema) -> set[str]:
    """The names of inputs and payloads, which stand at their mutation."""
    found = set()
    for field in of.mutation_type.fields.values():
        found |= {get_named_type(field.args["input"].type).name, get_named_type(field.type).name}
    return found


def section(kind) -> list[str]:
    """The section of a type."""
    lines = [f"## {kind.name}", "", line(kind.description)]
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        named = ", ".join(link(one, TYPES) for one in kind.interfaces)
        lines += ["", f"Implements {named}."] if named else []
        return lines + fields(kind.fields, TYPES)
    if isinstance(kind, GraphQLInputObjectType):
        return lines + table("field, type, meaning", arguments(kind.fields, TYPES))
    if isinstance(kind, GraphQLEnumType):
        values = [[f"`{name}`", line(one.description)] for name, one in kind.values.items()]
        return lines + table("value, meaning", values)
    assert isinstance(kind, GraphQLScalarType), kind
    return lines


def types(of: GraphQLSchema) -> str:
    left_out = of_mutations(of) | {"Query", "Mutation"}
    lines = [OF_TYPES]
    for name, kind in sorted(of.type_map.items()):
        if name in left_out or name.startswith("__") or is_specified_scalar_type(kind):
            continue
        lines += [*section(kind), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def pages() -> dict[str, str]:
    """Each page by the name of its file."""
    of = schema()
    return {
        "admin-api-queries.md": queries(of),
        "admin-api-mutations.md": mutations(of),
        TYPES: types(of),
    }


if __name__ == "__main__":
    for page, text in pages().items():
        (FOLDER / page).write_text(text)
