"""Two figures that look like the levels before and after, and are of other pairs.

Each test reads the words between and about the two: a third level goes on, another movement begins,
the base is named before, a span has two ends.
"""

from __future__ import annotations

import re

from bongsu.audit.reading.frames import Frame
from bongsu.evidence.mentions import Quantity
from bongsu.patterns import lazy_regex, regex

_FROM = regex(r"\b(?:from|than|against|versus) (?:[a-z]+ ){0,2}$", re.IGNORECASE)


def _starts_another(frame: Frame, match: re.Match[str]) -> bool:
    """Whether one of the two levels is an end of another movement."""
    at = match.start("b")
    begun = _FROM.search(frame.text, max(0, at - 25), at) is not None
    return begun or _goes_elsewhere(frame, match)


def _goes_elsewhere(frame: Frame, match: re.Match[str]) -> bool:
    """Whether the level before has an end of its own: "to 2 percent, and down from 5 to 4"."""
    at = match.start("a")
    if frame.text[at + 1 : at + 5] != " to " or at + 5 == match.start("b"):
        return False
    return match.start("b") < at and isinstance(frame.items.get(at + 5), Quantity)


_NEXT_DATED = lazy_regex(
    r"(?:,| and|, and) (?:about |some )?[\ue000-\ue01f][^,;.\ue000-\ue01f]{0,12}? in \ue020"
)


def _in_row(frame: Frame, match: re.Match[str]) -> bool:
    """Whether two dated levels are the first of three or more: "12 in 2022, 24 in 2023, 36"."""
    return "e" in match.re.groupindex and bool(_NEXT_DATED.match(frame.slim, match.end()))


_BY = lazy_regex(r"\bby (?:[a-z]+ ){0,2}$", re.IGNORECASE)


_ENDS = lazy_regex(r"\bto (?:[a-z]+ ){0,2}$", re.IGNORECASE)


def _between_two(frame: Frame, match: re.Match[str]) -> bool:
    """Whether "up from" follows two figures of one clause, so that either may have moved."""
    if match.start("a") < match.start("b") or _ENDS.search(frame.slim, 0, match.start("b")):
        return False  # "won 72 billion to cut it to 60 from 40": where it goes is named
    kind = frame.items[match.start("b")]
    for at, figure in frame.figures:
        if at >= match.start("b"):
            return False
        if _BY.search(frame.text, max(0, at - 20), at):
            continue  # "fell by 40 to 300 from 340": the first is the change
        same = isinstance(kind, Quantity) and figure.kind is kind.kind and figure.unit == kind.unit
        if same and not regex(r"[,;:\u2014]").search(frame.text[at : match.start("b")]):
            return True
    return False


_BASE_DONE = lazy_regex(
    r"(?:\ue020|\b(?:years?|months?|quarters?|weeks?|targets?|forecasts?|plans?|budgets?|"
    r"estimates?|"
    r"projections?|goals?|periods?|ago|earlier|before|averages?))[^;]{0,12}?\b(?:and|but|while|"
    r"plus)\b",
    re.IGNORECASE,
)
_A_CHANGE = lazy_regex(
    r" ?(?:(?:more|less|fewer|higher|lower|larger|smaller|above|below|short|over|under)"
    r" (?:than |the |of )|"
    r"from the (?:target|previous|prior|year|month|quarter))",
    re.IGNORECASE,
)


def _base_told(frame: Frame, match: re.Match[str]) -> bool:
    """Whether the base is named before the second level: "3 more than last year, and 2 in all"."""
    first, second = match.start("b"), match.start("a")
    if second < first:
        return False
    told = _BASE_DONE.search(frame.slim, first, second) is not None
    return told or _A_CHANGE.match(frame.slim, second + 1) is not None


_SPANNING = lazy_regex(r"\bbetween (?:[a-z]+ )?[\ue000-\ue01f]", re.IGNORECASE)


def _of_spans(frame: Frame, match: re.Match[str]) -> bool:
    """Whether a level is the first end of a span: "from between 4 to 5 percent to 3 percent"."""
    return _SPANNING.search(frame.slim, match.start(), match.end()) is not None


def _base_of_other(frame: Frame, match: re.Match[str]) -> bool:
    """Whether "after 2.6 in 2022" is the base of a level before it: "slowed to 1.4 after 2.6"."""
    if not match[0].startswith("after"):
        return False
    lead = regex(r"[,;:]").split(frame.slim[: match.start()])[-1]
    return frame.slim[match.start("a")] in lead


_NOT_ONE = (
    _base_of_other,
    _in_row,
    _starts_another,
    _between_two,
    _base_told,
    _of_spans,
)


def of_other_pairs(frame: Frame, match: re.Match[str]) -> bool:
    """Whether the words about two levels say that they are not the ends of one movement."""
    return any(test(frame, match) for test in _NOT_ONE)
