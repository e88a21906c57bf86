"""The pages that explain rules: read, taken apart, and turned into words for a terminal.

Their form is told in `pages/README.md`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bongsu.packaged import packaged
from bongsu.patterns import regex

PARTED = "%%"  # the line between the documents of one example
SECTIONS = ("Why", "Bad", "Good", "Sources")

_HEAD = regex(r"# ([A-Z]{2}\d{3}) ([a-z0-9-]+)\n")
_SECTION = regex(r"^## (.+)$", re.MULTILINE)
_FENCE = regex(r"^```(bad|good)\n((?:(?!```).*\n)*)```$", re.MULTILINE)


class Explanation(NamedTuple):
    """The page of one rule."""

    rule: str
    name: str
    opening: str  # what the rule finds
    text: str  # the whole page, Markdown
    bad: tuple[tuple[str, ...], ...]  # examples, each of one document or more
    good: tuple[tuple[str, ...], ...]


def parse(text: str) -> Explanation:
    """Take a page apart.

    Raises
    ------
    ValueError
        If the page lacks its head, a section or an example, or has them in another order.
    """
    head = _HEAD.match(text)
    if head is None:
        raise ValueError("a page begins with `# ID name`")
    found = _SECTION.findall(text)
    wanted = [name for name in SECTIONS if name in found or name != "Sources"]
    if found != wanted:
        raise ValueError(f"{head[1]} has the sections {found}, not {wanted}")
    examples: dict[str, list[tuple[str, ...]]] = {"bad": [], "good": []}
    for kind, body in _FENCE.findall(text):
        examples[kind].append(_documents(body))
    if not all(examples.values()):
        raise ValueError(f"{head[1]} lacks a bad or a good example")
    opening = text[head.end() :].partition("## ")[0].strip()
    return Explanation(
        rule=head[1],
        name=head[2],
        opening=opening,
        text=text,
        bad=tuple(examples["bad"]),
        good=tuple(examples["good"]),
    )


def _documents(body: str) -> tuple[str, ...]:
    return tuple(regex(rf"^{PARTED}\n", re.MULTILINE).split(body))


@cache
def explanation(rule: str) -> Explanation | None:
    """Return the page of a rule; none if it has none."""
    file = packaged("bongsu.audit", "pages", f"{rule}.md")
    if not file.is_file():
        return None
    return parse(file.read_text(encoding="utf-8"))
