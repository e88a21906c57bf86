"""Markdown within a block: emphasis, links, tags, entities and escapes are seen through.

What remains is written to a `Writer` with its place in the source, so that a number in bold, or
one that a tag cuts in two, reads like any other.
"""

from __future__ import annotations

import re

from bongsu.evidence.parts import Writer
from bongsu.patterns import regex

_SIGN = regex(
    r"(?=[\\<&!\[\]*_~`])(?:"  # one look at most letters, none of which begins a sign
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<comment><!--(?:[^-]|-(?!->))*(?:-->)?)"
    r"|(?P<break><br[ \t]*/?>)"
    r"|(?P<auto><(?:https?|mailto):[^<>\s]{1,2000}>)"
    r"|(?P<tag></?[A-Za-z][A-Za-z0-9-]{0,30}(?:\s[^<>]{0,2000})?/?>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<image>!\[[^\[\]\n]{0,500}\]\([^()\s]{0,2000}\))"
    r"|(?P<note>\[\^[^\]\s]{1,60}\])"
    r"|(?P<open>\[(?=[^\[\]]{1,2000}\]\())"
    r"|(?P<close>\]\([^()\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?(?:\s+\"[^\"]{0,500}\")?\))"
    r"|(?P<stars>\*{1,3})"
    r"|(?P<bars>_{1,3})"
    r"|(?P<waves>~~)"
    r"|(?P<code>`{1,3}))"
)


def write_inline(out: Writer, source: str, start: int, end: int) -> None:
    """Write ``source[start:end]`` to the running block without its markup."""
    at = start
    for sign in _SIGN.finditer(source, start, end):
        form = sign.lastgroup or ""
        if form == "stars" and _is_between_spaces(source, sign):
            continue
        if form == "bars" and not _is_emphasis(source, sign):
            continue
        out.copy(source, at, sign.start())
        at = sign.end()
        if form == "escape":
            out.copy(source, sign.start() + 1, sign.end())
        elif form == "entity":
            out.put(_unescaped(sign[0]), sign.start(), sign.end())
        elif form == "break":
            out.line_break()
        elif form == "auto":
            out.copy(source, sign.start() + 1, sign.end() - 1)
    out.copy(source, at, end)


def _unescaped(entity: str) -> str:
    import html  # noqa: PLC0415  # with a table of all entities, which few texts hold

    return html.unescape(entity)


def _is_between_spaces(source: str, sign: re.Match[str]) -> bool:
    before, behind = source[sign.start() - 1 : sign.start()], source[sign.end() : sign.end() + 1]
    return before.isspace() and behind.isspace()


def _is_emphasis(source: str, sign: re.Match[str]) -> bool:
    """Whether bars open or close emphasis, and are no part of a word such as ``as_of``."""
    before, behind = source[sign.start() - 1 : sign.start()], source[sign.end() : sign.end() + 1]
    if before.isalnum() and behind.isalnum():
        return False
    return bool(before.strip() or behind.strip())
