"""What is founded, opened, signed or launched but once, told of one thing with two dates (DT503).

"The shipbuilder was founded in 1973" and "Founded in 1978, the shipbuilder": the thing is known by
its noun, and by the words around the noun where both places have some. A thing with another's words
("the second plant"), or one of several ("a plant"), is another thing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.deeds import disagree
from bongsu.audit.reading.passed_time import days_of, has_year
from bongsu.audit.reading.wording import content_words, in_quotes, looks_ahead, prose, stem
from bongsu.audit.times.called_back import TwoDays
from bongsu.evidence.mentions import DateMention, Evidence, Granularity
from bongsu.patterns import lazy_regex

_KINDS = {
    "found": r"founded|established|set\sup|created|formed",
    "launch": r"launched|introduced|started|began|begun|inaugurated|unveiled",
    "open": r"opened|reopened",
    "sign": r"signed|concluded|initialled",
    "force": r"took\seffect|(?:came|entered|went)\sinto\s(?:force|effect)",
    "close": r"closed|shut(?:\sdown)?|demolished|abolished|dissolved",
    "complete": r"completed|finished|built",
    "pass": r"passed|enacted|ratified|promulgated",
    "release": r"released|published|issued",
}
_VERB = "|".join(_KINDS.values())
_MODS = (
    r"(?P<mods>(?:[\w.’'-]+\s){0,4}?)"
    r"(?P<noun>(?!(?:was|were|had|has|been|which|that|who)\b)[a-z]{3,})"
)
_OF = (
    r"(?P<of>\s(?:with|of|between|for|at|near|on|against)\s(?:the\s)?"
    r"(?:[\w.’'-]+\s){0,3}?[\w.’'-]+)?"
)
_DET = r"(?P<det>[Tt]he|[Ii]ts|[Tt]heir|[Tt]his|[Tt]hat)"
_ON = r"\s(?:back\s)?(?:in|on)\s$"
_SUBJECT = guarded_regex(
    rf"\b{_DET}\s{_MODS}{_OF}(?:,\s[^,;]{{3,60}})?,?\s(?:(?:which|that)\s)?(?:(?:was|were|had\sbeen)\s)?(?:\w+ly\s|first\s)?"
    rf"(?P<verb>{_VERB})(?:\s(?!and\b|but\b|by\b|to\b)[\w’'-]+){{0,2}}{_ON}"
)
_OBJECT = lazy_regex(rf"\b(?P<verb>{_VERB})\s(?P<det>the|its|this|that|an?)\s{_MODS}{_OF}{_ON}")
_FRONT = lazy_regex(rf"^\W*(?P<verb>{_VERB})(?:\sin\s[A-Z]\w+)?{_ON}", re.IGNORECASE)
_FRONTED = lazy_regex(rf",\s{_DET}\s{_MODS}\b")
_ANOTHER = frozenset(("another", "second", "third", "next", "new", "other", "latest", "first"))
_DATED = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.YEAR})
_OF_ITSELF = frozenset(("found", "launch", "complete"))  # a bare "report" is released again
_FAR = 12  # years: what lies further apart is no slip


class _Dated(NamedTuple):
    date: DateMention
    words: frozenset[str]  # around the noun
    sure: bool  # whether an article or a pronoun points to one thing


def things_dated_twice(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the second date of one deed of one thing."""
    told: dict[tuple[str, str], list[_Dated]] = defaultdict(list)
    for key, one in _deeds(evidence):
        told[key].append(one)
    for key, deeds in told.items():
        if len({one.date.edtf for one in deeds}) != 2:
            continue
        for first, second in combinations(deeds, 2):
            known = key[0] in _OF_ITSELF or first.words & second.words
            if known and disagree(first.date, second.date) and _one_thing(first, second):
                sure = bool(first.words & second.words)
                yield TwoDays(date=second.date, other=first.date, sure=sure)
                break


def _one_thing(first: _Dated, second: _Dated) -> bool:
    if not (first.date.first and second.date.first) or not second.sure:
        return False
    if first.words and second.words and not first.words & second.words:
        return False
    return abs(first.date.first.year - second.date.first.year) <= _FAR


def _deeds(evidence: Evidence) -> Iterator[tuple[tuple[str, str], _Dated]]:
    for sentence, words in prose(evidence):
        for date in days_of(evidence, sentence.start, sentence.end):
            if date.granularity not in _DATED or not has_year(evidence, date):
                continue
            at, end = date.start - sentence.start, date.end - sentence.start
            before = words[:at]
            if in_quotes(evidence, sentence, date.start) or looks_ahead(before, "dates"):
                continue
            match = _OBJECT.search(before) or _SUBJECT.search(before)
            verb = match["verb"] if match else None
            front = _FRONT.match(before) if match is None else None
            if front is not None:
                verb, match = front["verb"], _FRONTED.match(words, end)
            if match is None or verb is None:
                continue
            around = content_words(f"{match['mods']} {match.groupdict().get('of') or ''}")
            if around & _ANOTHER or set(match["mods"].split()) & _ANOTHER:
                continue
            key = _kind(verb), stem(match["noun"])
            yield key, _Dated(date, around, match["det"].casefold() not in {"a", "an"})


def _kind(verb: str) -> str:
    lower = verb.casefold()
    return next(kind for kind, forms in _KINDS.items() if re.fullmatch(forms, lower))
