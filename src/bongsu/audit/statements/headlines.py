"""Values of measures that a country has one of in a period, told by their bare nouns.

"The economy grew 2.3 percent in 2023" and "growth of 2.6 percent in 2023" share hardly a word, but
they are one measure. What narrows a noun ("chip exports", "exports to China") makes it another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from bongsu.audit.reading.fits import rounded, truncated
from bongsu.audit.reading.wording import alternation, in_quotes, table
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Claim, Comparator, Evidence, Kind, Modality, within
from bongsu.patterns import lazy_regex, regex

_PERCENTS = {Kind.PERCENT, Kind.PERCENT_CHANGE}
_KINDS = {*_PERCENTS, Kind.MONEY, Kind.COUNT, Kind.RATE}
_RATES = frozenset({"unemployment", "employment", "fertility", "turnout", "replacement", "wage"})
_OTHERWISE = lazy_regex(
    r"\b(?:revis\w+|preliminar\w+|advance|initial\w*|earlier (?:estimate|forecast)|if|would|could|"
    r"exclud\w+|adjusted|nominal|core|previous(?:ly)?|originally|lowered|raised|upgrad\w+|potential|"
    r"downgrad\w+|up from|down from|instead|target|between|average|range|first half|second half|"
    r"North Korea\w*|Japan\w*|Chin(?:a|ese)\w*|U\.?S\.?|Americ\w+|German\w*|OECD|world|global|"
    r"regional|men|women|youth|aged|Seoul|Busan|province|scenario|per capita|sector\w*|"
    r"industr\w+)\b"
)
_BASES = {
    "year": lazy_regex(r"\b(?:year (?:earlier|ago)|year-on-year|on-year|over the year)\b"),
    "month": lazy_regex(r"\b(?:month earlier|month-on-month|on-month|previous month)\b"),
    "quarter": lazy_regex(r"\b(?:quarter-on-quarter|on-quarter|on quarter|three months)\b"),
    "annual": lazy_regex(r"\bannuali[sz]ed\b"),
}
_NARROWED = lazy_regex(
    r"\s(?:of|to|from|among|for|by|in)\s(?!\d{4}|the\s(?:first|second|third|fourth|whole|year|month|"
    r"quarter|election|same|period|\d{4})|[A-Z][a-z]+\s\d{4})"
)
_CLOSE = 0.4  # of the larger: a figure farther off is another one, not the same mistold
_REACH = 80  # code points before a figure in which its noun stands
_MOST = 20  # values of one measure and period that are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A figure of a measure, with all that two of them must share to be the same."""

    claim: Claim
    name: str  # of the measure, with "growth" or "level"
    base: str  # what a rate of change is reckoned from, if the sentence says so


def contradictions(evidence: Evidence) -> Iterator[tuple[Value, Value]]:
    """Yield pairs of values of one measure and period of which only one can be right."""
    found: dict[tuple[object, ...], list[Value]] = {}
    for value in _values(evidence):
        claim = value.claim
        kind = Kind.PERCENT if claim.quantity.kind in _PERCENTS else claim.quantity.kind
        unit = claim.quantity.unit if kind is Kind.MONEY else ""
        key = (value.name, kind, unit, claim.period, claim.modality)
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
    if first.base != second.base and not (whole_year and {first.base, second.base} <= {"", "year"}):
        return False
    a, b = one.quantity, other.quantity
    if a.value is None or b.value is None:
        return False
    if abs(a.value - b.value) > _CLOSE * max(abs(a.value), abs(b.value)):
        return False
    return not (rounded(a).meets(rounded(b)) or truncated(a).meets(truncated(b)))


def _values(evidence: Evidence) -> Iterator[Value]:
    for claim in evidence.claims:
        quantity = claim.quantity
        if (
            quantity.kind not in _KINDS
            or quantity.value is None
            or quantity.malformed
            or not claim.period
            or claim.part == "from"
            or quantity.comparator not in {Comparator.EXACT, Comparator.APPROX}
            or claim.modality not in {Modality.STATED, Modality.EXPECTED}
        ):
            continue
        sentence = evidence.sentences[claim.sentence]
        if evidence.block_of(sentence).kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        name = _name(evidence, claim)
        if not name or _OTHERWISE.search(evidence.words(sentence)) or not _dated(evidence, claim):
            continue
        if not in_quotes(evidence, sentence, quantity.start):
            yield Value(claim=claim, name=name, base=_base(evidence.words(sentence)))


def _dated(evidence: Evidence, claim: Claim) -> bool:
    """Whether a sentence names the period of a figure itself, and no other."""
    sentence = evidence.sentences[claim.sentence]
    dates = within(evidence.stretches, sentence.start, sentence.end)
    named = {date.edtf for date in dates if ".." not in (date.edtf or "..")}  # "since 1997"
    return named == {claim.period}


def _base(words: str) -> str:
    return next((name for name, form in _BASES.items() if form.search(words)), "")


def _name(evidence: Evidence, claim: Claim) -> str:
    """Return the measure that the bare noun beside a figure names; "" for none."""
    sentence, quantity = evidence.sentences[claim.sentence], claim.quantity
    words = evidence.words(sentence)
    at, end = quantity.start - sentence.start, quantity.end - sentence.start
    before = _SPACES.sub(" ", words[max(0, at - _REACH) : at])
    behind = _SPACES.sub(" ", words[end : end + 50])
    percent = quantity.kind in _PERCENTS
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
    r"(?:^|[,;:\u2014(] |\b(?:the|its|their|that|and|while|but|with|as|said|overall|whole|annual|"
    r"(?:country|nation|Korea|government|year).s|\d{4}|real|of|by|when|where|an?|in|number of) )"
)
_WHEN = r"(?: in \d{4}| for \d{4}| last year| this year| in the \w+ quarter(?: of \d{4})?)?"
_MOVED = (
    r"(?:grew|expanded|rose|increased|climbed|gained|jumped|surged|went up|contracted|shrank|fell|"
    r"declined|dropped|decreased|(?:will |to )?(?:grow|rise|increase|expand)|grows|rises)"
)
_BE = (
    r"(?:is|was|were|are|be|stood at|stands at|came to|reached|hit|totall?ed|amounted to|numbered|"
    r"of|at|will be|fell to|rose to|dropped to|climbed to|recorded|posted)"
)
_HEDGE = r"(?:about |some |around |nearly |only |just |by |an estimated |a record |a |an )*"
