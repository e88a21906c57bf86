"""Deeds that a text tells as done or going on, by what is done and to what."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.wording import content_words, table
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
    r"\bsince\b|\bso\sfar\b|\b(?:twice|times)\b|\beach\s(?:of|month|year|quarter)\b|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several)\s(?:[\w-]+\s){0,2}"
    r"(?:cuts|hikes|increases|reductions|rises|steps|moves|rounds)\b"
)
_ONCE_MORE = lazy_regex(r"\bagain\s(?:in|on|this|last|at)\b")
_NOT_DONE = lazy_regex(
    r"\b(?:if|not|never|would|could|will|may|expected|planned|plans|agreed|half|part)\b"
)


class Act(NamedTuple):
    """What is said to begin: the kinds of its deed, what it is done to, and who does it."""

    deeds: frozenset[str]
    things: frozenset[str]  # kinds; none if no kind of thing is known
    objects: frozenset[str]  # else the words for the thing itself
    who: frozenset[str]  # names of who does it, any of which will do

    def done_to(self, words: str) -> bool:
        """Whether words speak of what the deed is done to."""
        if self.things:
            return bool(kinds("things", words) & self.things)
        return bool(self.objects) and self.objects <= content_words(words)


def act_of(words: str, named: str, who: frozenset[str]) -> Act | None:
    """Return the act that words such as "cutting rates" tell, with the name of who does it.

    Where they name no known kind of thing, as in "reducing the ceiling", it is the thing itself by
    which its other deeds are known.
    """
    deeds, things = kinds("deeds", words), kinds("things", f"{named} {words}")
    definite = _OBJECT.search(words)
    objects = frozenset[str]() if things or definite is None else content_words(definite["what"])
    if not deeds or not (things or objects):
        return None
    return Act(deeds, things, objects, who)


_OBJECT = lazy_regex(
    r"^(?:to\s)?[a-z-]+\s(?:the|its|their)\s(?P<what>[a-z-]+(?:\s(?!in\b)[a-z-]+)?)"
)


_SHORT_NAMES = {"Bank of Korea": "the bank"}  # as a text calls one that it has named
_POINTS_BACK = lazy_regex(
    r"\W*(?:[Ii]t|[Tt]hey|[Hh]e|[Ss]he|[Tt]hat|[Tt]h(?:is|ese|ose)|[Tt]he\s[a-z]+)\b"
)
_LIKE_IT = lazy_regex(r"\bBank\sof\s(?!Korea)|\bWorld\sBank\b|\bFed\b|\bFederal\sReserve\b|\bECB\b")


def done_already(
    said: str, before: str, act: Act, *, lately: bool, recent: bool
) -> tuple[int, int] | None:
    """Return where a sentence tells of a deed as going on, or done within the last year.

    A deed done "in February and again in May" goes on if one of these days is recent.
    """
    if _NOT_DONE.search(said) or not act.done_to(said):
        return None
    around = f"{before} {said}"
    if recent and not lately and not _POINTS_BACK.match(said):
        around = said  # the sentence before may be the one of the beginning itself
    named = recent and not _LIKE_IT.search(around)
    short = (_SHORT_NAMES.get(name, name) for name in act.who) if named else ()
    if not any(
        re.search(rf"(?<![\w-])(?<!\w[-\s]age\s){re.escape(name.lower())}", around.lower())
        for name in (*act.who, *short)
    ):
        return None
    for done in _DONE.finditer(said):
        clause = done[0] if done["past"] else said[done.start() : done.end() + 25]
        again = _AGAIN.search(said, done.start()) is not None
        again = again or (recent and _ONCE_MORE.search(said, done.end()) is not None)
        if (again or (lately and done["past"])) and kinds("deeds", clause) & act.deeds:
            return done.start(), done.end()
    return None
