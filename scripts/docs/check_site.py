"""Checks the built site: python3 scripts/docs/check_site.py FOLDER

Every link leads to a file of the site and to an anchor in it, every picture has a text, and no page
loads anything from another server.
"""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class Page(HTMLParser):
    """The anchors of a page, its links, what it loads, and its pictures without a text."""

    def __init__(self, file: Path):
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.silent: list[str] = []
        self.feed(file.read_text())

    def handle_starttag(self, tag: str, attributes: list):
        found = {name: value or "" for name, value in attributes}
        if "id" in found:
            self.anchors.add(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag in LOADS and LOADS[tag] in found:
            self.loads.append(found[LOADS[tag]])
        if tag == "img" and not found.get("alt"):
            self.silent.append(found.get("src", ""))


def main(site: Path) -> list[str]:
    # toc.html is the list of pages for browsers without scripts.
    pages = {file: Page(file) for file in sorted(site.rglob("*.html"))}
    mistakes = []
    for file, page in pages.items():
        name = file.relative_to(site)
        for link in page.links + page.loads:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if link in page.loads:
                    mistakes.append(f"{name}: loads {link}")
                continue
            # 404.html is served at any address, so its links begin at the root.
            path = unquote(parts.path)
            target = site / path.lstrip("/") if path.startswith("/") else file.parent / path
            target = (target if path else file).resolve()
            anchors = pages[target].anchors if target in pages else set()
            if not target.exists():
                mistakes.append(f"{name}: {link} leads to no file")
            elif parts.fragment and unquote(parts.fragment) not in anchors:
                mistakes.append(f"{name}: {link} leads to no heading")
        mistakes += [f"{name}: the picture {picture} has no text" for picture in page.silent]
    return mistakes


found = main(Path(sys.argv[1]).resolve())
if found:
    sys.exit("\n".join(found))
