"""A preprocessor of mdBook: https://rust-lang.github.io/mdBook/for_developers/preprocessors.html

A page links to files of the repository as on GitHub, relative to itself. In the book, a link that
leaves docs/ leads to the repository's page, and a page that is missing ends the build.
"""

import json
import re
import sys
from pathlib import Path
from posixpath import dirname, join, normpath

DOCS = Path(__file__).resolve().parents[2] / "docs"
REPOSITORY = "https://github.com/keyplane/keyplane"
# Pages that show a file of the repository's root, whose links are relative to the root.
OF_THE_ROOT = {"contributing.md", "five-minutes.md", "security.md"}

FENCE = re.compile(r"^( *)(```+|~~~+).*?^\1\2 *$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<=\]\()([^)\s]+)(?=\))")


def chapters(items: list):
    """Every chapter of a book, with those below it."""
    for item in items:
        chapter = item.get("Chapter") if isinstance(item, dict) else None
        if chapter:
            yield chapter
            yield from chapters(chapter["sub_items"])


class Pages:
    def __init__(self, paths: set[str]):
        self.paths = paths
        self.mistakes: list[str] = []

    def target(self, page: str, link: str) -> str:
        """The link as the book has it."""
        path, mark, anchor = link.partition("#")
        if not path or re.match(r"[a-z]+:", link):
            return link

        file = normpath(join("docs", dirname(page), path))
        if page in OF_THE_ROOT and not (DOCS.parent / file).exists():
            file = normpath(path)
        inside = file.removeprefix("docs/") if file.startswith("docs/") else None
        if inside in self.paths:
            depth = page.count("/")
            return "../" * depth + inside + mark + anchor
        place = DOCS.parent / file
        if not place.exists() or (inside and file.endswith(".md")):
            self.mistakes.append(f"docs/{page}: {link} leads to no page of SUMMARY.md and no file")
        if inside and not file.endswith(".md"):
            return link
        kind = "tree" if place.is_dir() else "blob"
        return f"{REPOSITORY}/{kind}/main/{file}{mark}{anchor}"

    def rewrite(self, page: str, text: str) -> str:
        """The text with its links, but for blocks of code."""
        done, end = [], 0
        for fence in FENCE.finditer(text):
            done += [self.prose(page, text[end : fence.start()]), fence[0]]
            end = fence.end()
        return "".join([*done, self.prose(page, text[end:])])

    def prose(self, page: str, text: str) -> str:
        return LINK.sub(lambda link: self.target(page, link[0]), text)


def main():
    if sys.argv[1:2] == ["supports"]:
        return
    _, book = json.load(sys.stdin)
    found = list(chapters(book.get("items", book.get("sections"))))
    pages = Pages({chapter["path"] for chapter in found if chapter["path"]})
    for chapter in found:
        if chapter["path"]:
            chapter["content"] = pages.rewrite(chapter["path"], chapter["content"])

    # SUMMARY.md names every page.
    for file in DOCS.rglob("*.md"):
        page = file.relative_to(DOCS).as_posix()
        if page not in pages.paths and page != "SUMMARY.md":
            pages.mistakes.append(f"docs/{page}: has no line in docs/SUMMARY.md")
    if pages.mistakes:
        sys.exit("\n".join(pages.mistakes))
    json.dump(book, sys.stdout)


main()
