"""Short lists behind a dash or a colon: names with their short forms, and some of a number.

"Three documents—the Security Strategy (NSS) and the Defense Strategy (NDS)", "five of the 18
criteria fall short: the first, the second and the third".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.parts.announced import Listed
from bongsu.audit.parts.listed import is_clause, lengths
from bongsu.audit.reading.tallies import UNITS, number
from bongsu.evidence.mentions import Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_Found = tuple[Quantity, Listed]
_TWO = 2
_ABBREVIATED = lazy_regex(  # "the National Security Strategy (NSS), issued in December"
    r"\b[Tt]he (?:[A-Z][\w\u2019'.-]*|of|and|for)(?: (?:[A-Z][\w\u2019'.-]*|of|and|for|"
    r"on))* \([A-Z]{2,6}\)"
)
_DASHED = guarded_regex(
    rf"\b(?P<n>{'|'.join(UNITS[2:])}) (?:[a-z-]+ ){{0,2}}[a-z]+s ?[\u2014\u2013:] ?", re.IGNORECASE
)


def short_forms(evidence: Evidence) -> Iterator[_Found]:
    """Yield a number with the names behind a dash that each have their short form."""
    for sentence in evidence.sentences:
        for mark in _DASHED.finditer(evidence.text, sentence.start, sentence.end):
            names = list(_ABBREVIATED.finditer(evidence.text, mark.end(), sentence.end))
            if len(names) < _TWO or names[0].start() != mark.end():
                continue
            joint = evidence.text[names[-2].end() : names[-1].start()]
            value = number(mark["n"].lower())
            if value and regex(r"\b(?:and|or) $").search(joint):
                quantity = counted_in_words(*mark.span("n"), value)
                yield quantity, (frozenset({len(names)}), names[0].start(), names[-1].end())


_SOME_OF = guarded_regex(  # "five of the 18 criteria still fall short: the first, the second"
    rf"\b(?P<n>{'|'.join(UNITS[2:13])}) of (?:the|its|their) (?:\d+|"
    rf"[a-z]+)(?: [a-z]+)? [^:;.,]{{3,60}}: ",
    re.IGNORECASE,
)


def some_of(evidence: Evidence) -> Iterator[_Found]:
    """Yield how many of a number of things are listed behind a colon."""
    for sentence in evidence.sentences:
        match = _SOME_OF.search(evidence.text, sentence.start, sentence.end)
        value = number(match["n"].lower()) if match is not None else None
        if match is None or not value:
            continue
        body = evidence.text[match.end() : sentence.end]
        possible = lengths(body)
        if len(possible) == 1 and not is_clause(body):
            quantity = counted_in_words(*match.span("n"), value)
            yield quantity, (possible, match.end(), match.end() + len(body.rstrip()))


_FOLD = {
    "dual": 2,
    "twin": 2,
    "double": 2,
    "twofold": 2,
    "two-fold": 2,
    "triple": 3,
    "threefold": 3,
    "three-fold": 3,
    "fourfold": 4,
    "four-fold": 4,
}
_MANIFOLD = guarded_regex(
    rf"\b(?P<n>{'|'.join(_FOLD)}) (?:purpose|aim|goal|objective|role|task|mandate|mission|function|"
    r"challenge|strategy|approach|test|burden|risk|threat|shock|blow|crisis|benefit)s?"
    r"(?: [a-z]+){0,5}?: ?",
    re.IGNORECASE,
)
_ARE = guarded_regex(
    rf"\b(?P<what>purpose|aim|goal|objective|role|task|mandate|mission|function|challenge|point)s? "
    rf"(?:is|was|are|were) (?P<n>{'|'.join(_FOLD)})(?: [a-z]+){{0,3}}?: ?",
    re.IGNORECASE,
)


def manifold(evidence: Evidence) -> Iterator[_Found]:
    """Yield how many parts "a dual purpose" or "the aim is threefold" has, with those listed."""
    for sentence in evidence.sentences:
        for pattern in (_MANIFOLD, _ARE):
            match = pattern.search(evidence.text, sentence.start, sentence.end)
            if match is None:
                continue
            body = evidence.text[match.end() : sentence.end]
            possible = lengths(body)
            if possible and not is_clause(body):
                quantity = counted_in_words(*match.span("n"), _FOLD[match["n"].lower()])
                yield quantity, (possible, match.end(), match.end() + len(body.rstrip()))


def counted_in_words(start: int, end: int, value: int) -> Quantity:
    """Return a number told in words or digits as a count."""
    return Quantity(
        start=start,
        end=end,
        kind=Kind.COUNT,
        value=float(value),
        unit="",
        step=1.0,
        approximate_step=1.0,
    )
