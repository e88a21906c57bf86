"""Values of measures that a country has one of in a period, told by their bare nouns.

"The economy grew 2.3 percent in 2023" and "growth of 2.6 percent in 2023" share hardly a word, but
they are one measure. What narrows a noun ("chip exports", "exports to China") makes it another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.fits import rounded, truncated
from bongsu.audit.reading.wording import alternation, in_quotes, table
from bongsu.errors import BadPeriod
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import (
    NO_BOUNDS,
    PERCENTS,
    Claim,
    Evidence,
    Kind,
    Modality,
    within,
)
from bongsu.evidence.sourced import span
from bongsu.patterns import lazy_regex, regex

_KINDS = {*PERCENTS, Kind.MONEY, Kind.COUNT, Kind.RATE}
_RATES = frozenset({"unemployment", "employment", "fertility", "turnout", "replacement", "wage"})
_OTHERWISE = lazy_regex(
    r"\b(?:revis\w+|initial\w*|earlier (?:estimate|forecast)|if|would|could|"
    r"exclud\w+|adjusted|nominal|core|originally|lowered|raised|upgrad\w+|potential|"
    r"downgrad\w+|instead|target|between|average|range|first half|second half|"
    r"North Korea\w*|Japan\w*|Chin(?:a|ese)\w*|U\.?S\.?|Americ\w+|German\w*|OECD|world|global|"
    r"regional|men|women|youth|aged|Seoul|Busan|province|scenario|per capita|sector\w*|"
    r"industr\w+)\b"
)
_BACK = lazy_regex(r"\b(?:previous(?:ly)?|up from|down from)\b")
_VINTAGE = lazy_regex(r"\b(?:preliminar\w+|advance)\b")  # of a text that tells of a later one
_REVISED = guarded_regex(r"\b(?:revis\w+|final (?:data|figures?|estimates?))\b", re.IGNORECASE)
_BASES = {
    "year": lazy_regex(r"\b(?:year (?:earlier|ago)|year-on-year|on-year|over the year)\b"),
    "month": lazy_regex(r"\b(?:month earlier|month-on-month|on-month|previous month)\b"),
    "quarter": lazy_regex(r"\b(?:quarter-on-quarter|on-quarter|on quarter|three months)\b"),
    "annual": lazy_regex(r"\bannuali[sz]ed\b"),
}
_NARROWED = lazy_regex(
    r"\s(?:of|to|from|among|for|by|in)\s(?!\d{4}|(?:the\s)?(?:first|second|third|fourth|whole|year|"
    r"month|quarter|election|same|period|previous|\d{4}|(?:Jan|Febr)uary|March|April|May|June|July|"
    r"August|(?:Sept|Nov|Dec)ember|October)\b|(?:three|six)\smonths|a\s(?:month|year)\b|[A-Z][a-z]+\s\d{4})"
)
_CLOSE = 0.4  # of the larger: a figure farther off is another one, not the same mistold
_REACH = 80  # code points before a figure in which its noun stands
_MOST = 20  # values of one measure and period that are compared


class Value(NamedTuple):
    """A figure of a measure, with all that two of them must share to be the same."""

    claim: Claim
    name: str  # of the measure, with "growth" or "level"
    base: str  # what a rate of change is reckoned from, if the sentence says so
    modality: Modality


def contradictions(evidence: Evidence) -> Iterator[tuple[Value, Value]]:
    """Yield pairs of values of one measure and period of which only one can be right."""
    found: dict[tuple[object, ...], list[Value]] = {}
    for value in _values(evidence):
        claim = value.claim
        kind = Kind.PERCENT if claim.quantity.kind in PERCENTS else claim.quantity.kind
        unit = claim.quantity.unit if kind is Kind.MONEY else ""
        key = (value.name, kind, unit, _days(claim.period or ""), value.modality)
        found.setdefault(key, []).append(value)
    for some in found.values():
        for first, second in combinations(some[:_MOST], 2):
            if first.claim.sentence != second.claim.sentence and _exclude(first, second):
                yield first, second


def _exclude(first: Value, second: Value) -> bool:
    """Whether two values are said of one thing, on one word, and cannot both be right."""
    one, other = first.claim, second.claim
    if one.attribution and other.attribution and one.attribution != other.attribution:
        return False
    if one.modality is Modality.EXPECTED and one.attribution != other.attribution:
        return False
    whole_year = len(one.period or "") == len("2024")
    of_year = whole_year or first.name == "prices growth"  # which is reckoned from a year ago
    if first.base != second.base and not (of_year and {first.base, second.base} <= {"", "year"}):
        return False
    a, b = one.quantity, other.quantity
    if a.value is None or b.value is None:
        return False
    if abs(a.value - b.value) > _CLOSE * max(abs(a.value), abs(b.value)):
        return False
    return not (rounded(a).meets(rounded(b)) or truncated(a).meets(truncated(b)))


def _values(evidence: Evidence) -> Iterator[Value]:
    revised = _REVISED.search(evidence.text, evidence.article.start) is not None
    for claim in evidence.claims:
        quantity = claim.quantity
        if (
            quantity.kind not in _KINDS
            or quantity.value is None
            or quantity.malformed
            or not claim.period
            or claim.part == "from"
            or quantity.comparator not in NO_BOUNDS
            or claim.modality not in {Modality.STATED, Modality.EXPECTED}
        ):
            continue
        sentence = evidence.sentences[claim.sentence]
        if evidence.block_of(sentence).kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        name = _name(evidence, claim)
        if not name or not _dated(evidence, claim):
            continue
        words = evidence.words(sentence)
        if _OTHERWISE.search(words) or (revised and _VINTAGE.search(words)):
            continue
        if not in_quotes(evidence, sentence, quantity.start):
            done = _ESTIMATED.search(words) is not None  # no forecast
            modality = Modality.STATED if done else claim.modality
            yield Value(claim=claim, name=name, base=_base(words), modality=modality)


_ESTIMATED = lazy_regex(r"\bestimated to have\b")


def _days(period: str) -> object:
    """Return the days of a period, so that April to June is the second quarter."""
    try:
        return span(period)
    except (BadPeriod, ValueError):
        return period


def _dated(evidence: Evidence, claim: Claim) -> bool:
    """Whether the clause of a figure names its period itself, and none before it."""
    start, end = _clause(evidence, claim)
    dates = within(evidence.stretches, start, end)
    named = {
        _days(date.edtf or "")
        for date in dates
        if ".." not in (date.edtf or "..") and not _FROM.search(evidence.text, start, date.start)
    }
    return named == {_days(claim.period or "")} and not _BACK.search(evidence.text, start, end)


def _clause(evidence: Evidence, claim: Claim) -> tuple[int, int]:
    """Return where the clause of a figure begins and ends."""
    sentence, quantity = evidence.sentences[claim.sentence], claim.quantity
    start, end = sentence.start, sentence.end
    for joint in _JOINTS.finditer(evidence.text, start, end):
        if joint.end() <= quantity.start:
            start = joint.end()
        elif joint.start() >= quantity.end:
            return start, joint.start()
    return start, end


_JOINTS = lazy_regex(
    r", (?:after|following|compared|from|up from|down from|against|versus|a dramatic|an?|which|the|"
    r"slow\w+|accelerat\w+|central|according|marking|data|official)\b|[;:\u2014]"
)
_FROM = lazy_regex(r"\b(?:from|since|than) (?:the |a )?$")  # what it is reckoned from


def _base(words: str) -> str:
    return next((name for name, form in _BASES.items() if form.search(words)), "")


def _name(evidence: Evidence, claim: Claim) -> str:
    """Return the measure that the bare noun beside a figure names; "" for none."""
    sentence, quantity = evidence.sentences[claim.sentence], claim.quantity
    words = evidence.words(sentence)
    at, end = quantity.start - sentence.start, quantity.end - sentence.start
    before = _SPACES.sub(" ", words[max(0, at - _REACH) : at])
    behind = _SPACES.sub(" ", words[end : end + 50])
    percent = quantity.kind in PERCENTS
    for shape, form in _shapes().items():
        way = "growth" if shape.startswith("growth") else "level"
        found = form.match(behind) if shape.endswith("behind") else form.search(before)
        if found is None or (way == "growth" and not percent):
            continue
        name = _named()[way][_SPACES.sub(" ", found["noun"].lower())]
        if way == "level" and percent is not (name in _RATES):
            continue
        rest = behind[found.end() :] if shape.endswith("behind") else behind
        return "" if _NARROWED.match(rest) else f"{name} {way}"
    return ""


_SPACES = lazy_regex(r"\s+")


@cache
def _named() -> dict[str, dict[str, str]]:
    """Return the measure that each noun names, by whether its growth or its level is told."""
    tables = table("headlines")
    named: dict[str, dict[str, str]] = {"growth": {}, "level": {}}
    for key, way in (("growth_of", "growth"), ("growth_nouns", "growth"), ("levels", "level")):
        for name, nouns in tables[key].items():
            named[way].update({str(noun).lower(): str(name) for noun in nouns})
    return named


@cache
def _shapes() -> dict[str, re.Pattern[str]]:
    """Return the shapes in which a bare noun stands by a figure."""
    nouns = {
        key: alternation([noun for some in table("headlines")[key].values() for noun in some])
        for key in ("growth_of", "growth_nouns", "levels")
    }
    shapes = {
        "growth of": rf"{_OWNER}(?P<noun>{nouns['growth_of']}){_WHEN} {_MOVED} {_HEDGE}$",
        "growth noun": rf"{_OWNER}(?P<noun>{nouns['growth_nouns']}){_WHEN} {_BE} {_HEDGE}$",
        "growth noun behind": rf" (?:annual )?(?P<noun>{nouns['growth_nouns']})\b",
        "level noun": rf"{_OWNER}(?P<noun>{nouns['levels']}){_WHEN} {_BE} {_HEDGE}$",
        "level noun behind": r" (?P<noun>births|newborns|babies|deaths)\b",
    }
    return {name: regex(shape, re.IGNORECASE) for name, shape in shapes.items()}


_OWNER = (
    r"(?:^|[,;:\u2014(] |\bAsia.s (?:fourth|third)-largest |\b(?:South |S\. )?Korean |"
    r"\b(?:the|its|their|that|and|while|but|with|as|said|overall|whole|annual|"
    r"(?:country|nation|Korea|government|year).s|\d{4}|real|of|by|when|where|an?|in|number of) )"
)
_WHEN = (
    r"(?: \([A-Z]{2,4}\))?"
    r"(?: in \d{4}| for \d{4}| last year| this year| in the \w+ quarter(?: of \d{4})?)?"
)
_MOVED = (
    r"(?:(?:is|was|has|had) (?:estimated|likely|believed|thought) to have |has |had )?"
    r"(?:grew|grown|risen|fallen|expanded|rose|increased|climbed|gained|jumped|surged|went up|"
    r"contracted|shrank|fell|declined|dropped|decreased|"
    r"(?:will |to )?(?:grow|rise|increase|expand)|grows|rises)"
)
_BE = (
    r"(?:is|was|were|are|be|stood at|stands at|came to|reached|hit|totall?ed|amounted to|numbered|"
    r"of|at|will be|fell to|rose to|dropped to|climbed to|recorded|posted)"
)
_HEDGE = r"(?:about |some |around |nearly |only |just |by |an estimated |a record |a |an )*"
