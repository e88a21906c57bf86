"""Deeds that a text tells as done or going on, by what is done and to what."""

from __future__ import annotations

import re
from functools import cache

from bongsu.audit.reading.wording import table
from bongsu.patterns import lazy_regex, regex


@cache
def _deeds(name: str) -> dict[str, re.Pattern[str]]:
    return {
        kind: regex(rf"\b(?:{'|'.join(forms)})", re.IGNORECASE)
        for kind, forms in table("consistency")[name].items()
    }


def kinds(name: str, words: str) -> frozenset[str]:
    """Return the kinds of deeds, or of things, that some words name."""
    return frozenset(kind for kind, pattern in _deeds(name).items() if pattern.search(words))


_DONE = lazy_regex(
    r"\b(?:(?P<going>(?:has|have)\sbeen\s[a-z]+ing)|(?P<perfect>(?:has|have)\s(?:since\s)?[a-z]+)"
    r"|(?P<past>(?:was\s|were\s)?(?:[a-z]{3,}ed|rose|fell|cut|sent|sold|bought|withdrew|grew|shrank|met|"
    r"built|shut|began\s[a-z]+ing|began)))\b"
)
_AGAIN = lazy_regex(
    r"\bsince\b|\bso\sfar\b|\b(?:twice|times)\b|\beach\s(?:of|month|year|quarter)\b"
)
_NOT_DONE = lazy_regex(
    r"\b(?:if|not|never|would|could|will|may|expected|planned|plans|agreed|half|part)\b"
)


def done_already(
    said: str,
    before: str,
    act: tuple[frozenset[str], frozenset[str], frozenset[str]],
    *,
    lately: bool,
) -> tuple[int, int] | None:
    """Return where a sentence tells of a deed as going on, or done within the last year."""
    deeds, things, who = act
    if _NOT_DONE.search(said) or not kinds("things", said) & things:
        return None
    around = f"{before} {said}".lower()
    if not any(
        re.search(rf"(?<![\w-])(?<!\w[-\s]age\s){re.escape(name.lower())}", around) for name in who
    ):
        return None
    for done in _DONE.finditer(said):
        clause = done[0] if done["past"] else said[done.start() : done.end() + 25]
        again = _AGAIN.search(said, done.start()) is not None
        if (again or (lately and done["past"])) and kinds("deeds", clause) & deeds:
            return done.start(), done.end()
    return None
