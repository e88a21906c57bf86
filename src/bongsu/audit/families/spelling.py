"""Words that are not what was meant (SP)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.wording import table
from bongsu.audit.rules import RULES, Context
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import regex

_LONG = regex(r"\b[A-Za-z]{4,20}\b")


@RULES.add("SP951", "wrong-word", Severity.NOTE)
def wrong_word(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A word is misspelt, or another than the phrase around it takes."""
    article = evidence.text[evidence.article.start : evidence.article.end]
    phrases = [each for each in _within(evidence.text) if each[2] in article]
    misspelt = _misspelt_in(evidence.text)
    for block in evidence.article.blocks:
        if block.kind is BlockKind.META:
            continue
        words = evidence.words(block)
        here = misspelt and words.casefold()
        for match in _LONG.finditer(words) if any(wrong in here for wrong in misspelt) else ():
            right = misspelt.get(match[0].casefold())
            if right is not None:
                yield _finding(evidence, block.start, match, right)
        for pattern, right, part in phrases:
            for match in pattern.finditer(words) if part in words else ():
                yield _finding(evidence, block.start, match, match.expand(right))


def _finding(evidence: Evidence, offset: int, match: re.Match[str], right: str) -> Finding:
    return RULES["SP951"].finding(
        evidence.document,
        offset + match.start(),
        offset + match.end(),
        f"“{match[0]}”: is “{right}” meant?",
    )


@lru_cache(maxsize=4)  # the articles of one document are checked one after the other
def _within(text: str) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Return the patterns whose part a text has, what is right, and the part."""
    return tuple((regex(wrong), right, part) for wrong, right, part in _phrases() if part in text)


@lru_cache(maxsize=4)
def _misspelt_in(text: str) -> dict[str, str]:
    """Return what is right for the wrong words of a text."""
    lower = text.casefold()
    every = table("spelling")["misspelt"].items()
    return {wrong: right for wrong, right in every if wrong in lower}


@cache
def _phrases() -> tuple[tuple[str, str, str], ...]:
    """Return patterns, what is right, and a part that the text must have for either."""
    return tuple((wrong, right, part) for wrong, right, part in table("spelling")["phrases"])
