"""Things that a title calls by their name and of which its text keeps silent.

"Exports set record on batteries" over a text on chips: of what is in the list of such things, a
text that the title is right for has the word, another form of it or another word for it. Names of
bodies ("Ministry of Health") and quotations promise nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bongsu.audit.reading.wording import quoted, table
from bongsu.audit.structure.promises import is_said, said_in, telling
from bongsu.patterns import lazy_regex

_WORD = lazy_regex(r"(?<![\w’'-])[A-Za-z][A-Za-z]+(?:-\d+)?(?![\w-])")
_ONE_OF_MANY = lazy_regex(r"\b[Aa]n?\s$")
_PAIR = lazy_regex(
    r"(?:The\s)?[\w-]+(?:,\s[\w-]+)?\s(?:and|or|&)\s[\w-]+(?:\s(?:of|in|at)\s(?:the\s)?\w+)?"
)
_OF_A_BODY = lazy_regex(
    r"\b(?:Ministry|Minister|Ministers|Department|Commission|Committee|Council|Institute|Bank|Agency|"
    r"Service|Office|Secretary|Board|Bureau|Association|University|Society|Fund|Convention|Act)\s"
    r"(?:of|for|on)\s(?:the\s)?(?:[A-Z]\w+(?:,\s|\sand\s|,\sand\s|\s))*$"
)
_BODY_BEHIND = lazy_regex(
    r"\s(?:and\s\w+\s)?(?:Ministry|Department|Commission|Committee|Council|Institute|Bank|Agency|Act|"
    r"Service|Office|Board|Bureau|Association|Journal|Times|News|Post|Daily|Minister|Secretary|"
    r"Chief|Review|Outlook|Weapon\w*|Treaty|Convention)\b"
)


_ITS_NAME = lazy_regex(r"\s(?:of|for)\s(?:the\s)?(?:South\s)?[A-Z]\w+")
_BODIES = frozenset(
    {"bank", "banks", "court", "ministry", "house", "fund", "board", "university", "institute"}
)


def unkept_things(title: str, body: str) -> Iterator[tuple[int, str]]:
    """Yield things that a title names and a text has under no name, each with its place."""
    found = [match for match in _WORD.finditer(title) if _is_promise(match[0])]
    if not found or title == title.upper():
        return
    said = said_in(body)
    if _PAIR.fullmatch(title) and not any(is_said(word, said, body) for word in telling(title)):
        return  # "Guns and Butter": a title that shares nothing with its text plays with words
    others = quoted(title)
    for match in found:
        if is_said(match[0], said, body) or re.search(rf"\b{match[0]}", body, re.IGNORECASE):
            continue
        if any(start <= match.start() < end for start, end in others):
            continue
        if _ONE_OF_MANY.search(title[: match.start()]):
            continue  # "a ship signed for": a figure of speech as well
        if _OF_A_BODY.search(title[: match.start()]) or _BODY_BEHIND.match(title, match.end()):
            continue
        if match[0].lower() in _BODIES and _ITS_NAME.match(title, match.end()):
            continue  # "the Bank of Korea", which the text may call the central bank
        yield match.start(), match[0]


_WHO = lazy_regex(r"[A-Z]?[a-z]{3,}(?:[^e]er|makers?|[a-z]tor|ist|ant)s")


def _is_promise(word: str) -> bool:
    """Whether a word is the name of a thing, or of those who do or make one."""
    lower = word.casefold()
    if lower in _anybody():
        return False
    listed = not _promised().isdisjoint({lower, f"{lower}s", lower.removesuffix("s")})
    return listed or _WHO.fullmatch(word) is not None


@cache
def _anybody() -> frozenset[str]:
    return frozenset(str(word) for word in table("headings")["anybody"])


@cache
def _promised() -> frozenset[str]:
    return frozenset(str(word).casefold() for word in table("headings")["promised"])
