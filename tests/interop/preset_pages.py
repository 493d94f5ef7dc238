"""docs/federation.md has a section for each preset; the API says what stands in it."""

import re
import sys

from keyplane import ROOT

PAGE = ROOT / "docs" / "federation.md"

QUERY = """{ trustedIssuerPresets {
  name title audience maxAgeSeconds singleUse identifyingClaims prefixes sharedAudiences
  notes documentation algorithms
  issuers { title issuer trustDomain recognized keySource discoveryUrl jwksUri jwksCommand }
  parameters { name title example hint }
  rules { claim match values optional reason }
  snippet { place language text }
} }"""


def fill(text: str, values: dict[str, str]) -> str:
    """A text of a preset with values in place of its placeholders."""
    for name, value in values.items():
        text = text.replace(f"<{name}>", value)
    return text


def code(texts: list[str]) -> str:
    return ", ".join(f"`{text}`" for text in texts)


def keys(issuer: dict) -> str:
    """Where the keys of an issuer are."""
    match issuer["keySource"], issuer["discoveryUrl"]:
        case "DISCOVERY", None:
            return "`DISCOVERY`"
        case "DISCOVERY", url:
            return f"`DISCOVERY`, `discoveryUrl: {url}`"
        case "JWKS_URL", _:
            return f"`JWKS_URL`, `jwksUri: {issuer['jwksUri']}`"
        case "JWKS", _:
            return f"`JWKS`, from `{issuer['jwksCommand']}`"


def section(preset: dict) -> str:
    """The section of a preset."""
    lines = [f"### {preset['title']}", "", "| issuer | `issuer` | keys |", "| --- | --- | --- |"]
    for issuer in preset["issuers"]:
        identifier = issuer["issuer"] or f"trustDomain: {issuer['trustDomain']}"
        named = "" if issuer["recognized"] else f", `preset: {preset['name']}`"
        lines += [f"| {issuer['title']} | `{identifier}`{named} | {keys(issuer)} |"]

    audience = f"`{preset['audience']}`" if preset["audience"] else "the project's issuer URL"
    lines += [
        "",
        f"- Settings: `algorithms` {code(preset['algorithms'])}; `audience` {audience}; "
        f"`maxAgeSeconds` {preset['maxAgeSeconds']:,}; "
        f"`singleUse` {'can be turned on' if preset['singleUse'] else 'stays off'}.",
        f"- Identifying claims: {code(preset['identifyingClaims'])}.",
    ]
    if preset["prefixes"]:
        lines += [f"- For a `PREFIX` on `sub`: {code(preset['prefixes'])}."]
    if preset["sharedAudiences"]:
        lines += [f"- Shared audiences: {code(preset['sharedAudiences'])}."]
    lines += [f"- {note}" for note in preset["notes"]]

    lines += ["", "| rule | value | what it does |", "| --- | --- | --- |"]
    for rule in preset["rules"]:
        optional = " Optional." if rule["optional"] else ""
        row = f"| `{rule['claim']}` {rule['match']} | {code(rule['values'])} "
        lines += [f"{row}| {rule['reason']}{optional} |"]
    lines += ["", "| placeholder | example | where to find it |", "| --- | --- | --- |"]
    for one in preset["parameters"]:
        lines += [f"| `<{one['name']}>` | `{one['example']}` | {one['title']}: {one['hint']} |"]

    snippet = preset["snippet"]
    links = ", ".join(f"<{url}>" for url in preset["documentation"])
    # Outside of code, Markdown takes <name> for HTML.
    place = snippet["place"].replace("<", "\\<")
    lines += ["", f"Paste into {place}:", "", f"```{snippet['language']}"]
    lines += [snippet["text"].rstrip("\n"), "```", "", f"Source: {links}"]
    return "\n".join(lines)


def shown(name: str) -> str:
    """The section of this preset as the page has it."""
    found = re.search(
        rf"<!-- preset: {name} -->\n(.*?)\n<!-- preset: end -->", PAGE.read_text(), re.DOTALL
    )
    assert found, f"{PAGE.name} has no section for {name}"
    return found[1]


def write(presets: list[dict]):
    """Puts the sections of the presets into the page, in their order."""
    sections = "\n\n".join(
        f"<!-- preset: {preset['name']} -->\n{section(preset)}\n<!-- preset: end -->"
        for preset in presets
    )
    text = PAGE.read_text()
    whole = r"<!-- preset: [^\n]*-->\n.*<!-- preset: end -->"
    assert re.search(whole, text, re.DOTALL), "no section to replace"
    PAGE.write_text(re.sub(whole, lambda _: sections, text, flags=re.DOTALL))


if __name__ == "__main__":
    # python preset_pages.py URL KEY_FILE, while a server runs.
    import json
    from pathlib import Path

    from keyplane import Admin

    root = Admin.of_key_file(json.loads(Path(sys.argv[1]).read_text()))
    write(root.ask(QUERY)["trustedIssuerPresets"])
