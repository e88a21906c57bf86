"""The seats that a party holds, which are no votes that were cast.

"It passed with 204 in favor and 85 against, although its bloc held 192 seats": who sits in a
chamber is one question and how it voted another, so that the two never add up.
"""

from __future__ import annotations

from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex

_LIMITS = r"(?:only |just |some |about |all of |a total of |then |now |at least |at most )?"
_HELD = r"(?:holds?|held|holding|controls?|controlled|commands?|commanded|occup(?:y|ies|ied))"
_HOLDS = lazy_regex(rf"\b{_HELD} {_LIMITS}$")
_HAS = lazy_regex(rf"\b(?:{_HELD}|has|had|have|having) {_LIMITS}$")
_SEATS = lazy_regex(r"(?: [a-z]+)? (?:seats?|members|lawmakers|deputies|mandates)\b")
_REACH = 30  # code points before a figure in which its verb stands


def seats_held(evidence: Evidence, figure: Quantity) -> bool:
    """Whether a figure is told as the seats that someone holds, which may be a whole chamber."""
    return _HAS.search(_lead(evidence, figure)) is not None and _seats(evidence, figure)


def seats_of_party(evidence: Evidence, figure: Quantity) -> bool:
    """Whether a figure is told as the seats that some hold, as no chamber holds its own."""
    return _HOLDS.search(_lead(evidence, figure)) is not None and _seats(evidence, figure)


def _lead(evidence: Evidence, figure: Quantity) -> str:
    return evidence.text[max(0, figure.start - _REACH) : figure.start].replace("\n", " ")


def _seats(evidence: Evidence, figure: Quantity) -> bool:
    """Whether seats are counted; the noun of a figure may lie within it or right behind."""
    number = evidence.words(figure).split()[0]
    return _SEATS.match(evidence.text, figure.start + len(number)) is not None
