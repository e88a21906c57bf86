"""Whether a list of parts may leave one out: nothing says that it is the whole list.

"Reserves of 415 billion: securities of 367, deposits of 25 and gold of 5" lists what the author
cares for. Only words ("consists of", "in all", "the remaining") say that there is nothing more; a
list without them is wrong for sure only if it comes to more than its whole.
"""

from __future__ import annotations

import re

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.fits import counted, rounded, total
from bongsu.audit.reading.sums import Sum
from bongsu.audit.reading.wording import sentence_at
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_ALL_TOLD = guarded_regex(
    r"\b(?:in all|in total|altogether|all told|total(?:s|l?ed|l?ing)?(?! (?!of\b|to\b|is\b|was\b|"
    r"were\b|are\b|at\b|comes?\b|came\b|about\b|some\b|nearly\b|over\b|just\b)[a-z])|consist\w*|"
    r"compris\w+|compos\w+|made up|split\w*|divid\w+|"
    r"br(?:eaks?|oken?) down|sum|add(?:s|ed|ing)?|remain\w*|rest|remainder|balance|others?|"
    r"respectively|combin\w+|together|jointly|plus|both|equals?|"
    r"all (?:of|two|three|four|five)|the two|namely|halves|fourth|last quarter|final quarter|"
    r"second half|leav(?:es?|ing)|left|abstain\w*|each|parts|components|tranches|pieces|elements|"
    r"pillars|installments|instalments)\b|[=+]",
    re.IGNORECASE,
)
_MAKES = guarded_regex(  # of a total behind its parts
    r"\b(?:mak(?:es?|ing)|giv(?:es?|ing)|bring(?:s|ing)?|com(?:es?|ing) to|came to|amount\w* to|"
    r"so|thus|hence|total\w*)\b",
    re.IGNORECASE,
)


def may_leave_out(evidence: Evidence, found: Sum) -> bool:
    """Whether parts come to less than their whole, and no word says that they are all of it."""
    if found.complete or total(*map(rounded, found.parts)).high >= rounded(found.whole).low:
        return False
    figures = (*found.parts, found.whole)
    first = evidence.sentences[sentence_at(evidence, min(one.start for one in figures))]
    last = evidence.sentences[sentence_at(evidence, max(one.start for one in figures))]
    if _ALL_TOLD.search(evidence.text, first.start, last.end) is not None:
        return False
    if first is last and _seats(evidence, found):
        return False
    behind = max(part.end for part in found.parts)
    return _MAKES.search(evidence.text, behind, max(behind, found.whole.start)) is None


_BODY = 1000.0  # members, seats or votes that an author counts one by one
_FEWEST = 3
_AND = lazy_regex(r"\s(?:and|plus)\s(?:about\s|some\s|the\sother\s)?$")


def _seats(evidence: Evidence, found: Sum) -> bool:
    """Whether single people or seats are counted off to the last: "28: 12 of, 9 of and 5 of"."""
    last = max(found.parts, key=lambda part: part.start)
    return (
        len(found.parts) >= _FEWEST
        and all(counted(one) and (one.value or 0.0) < _BODY for one in (found.whole, *found.parts))
        and _AND.search(evidence.text, max(0, last.start - _LEAD), last.start) is not None
    )


_LEAD = 20  # code points before the last part in which "and" leads to it
_OF_YEAR = lazy_regex(
    r"\b(?:year|annual\w*|twelve months|(?:19|20)\d\d|first half|half-year|half)\b", re.IGNORECASE
)
_QUARTER = lazy_regex(r"\bquarters?\b|\bQ[1-4]\b|\b[1-4]Q\b")
_ORDINAL = lazy_regex(r"\b(first|second|third|fourth|last|final|1st|2nd|3rd|4th|Q[1-4]|[1-4]Q)\b")
_MONTH = lazy_regex(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_QUARTERS, _MONTHS = 4, 12


def of_some_times(evidence: Evidence, found: Sum) -> bool:
    """Whether parts are told for some quarters or months of the year that their whole is of."""
    at = sentence_at(evidence, found.whole.start)
    said = evidence.words(evidence.sentences[at])
    if _OF_YEAR.search(said) is None:
        return False
    sentences = {sentence_at(evidence, part.start) for part in found.parts}
    told = " ".join(evidence.words(evidence.sentences[one]) for one in sorted(sentences))
    number = len(found.parts)
    if _QUARTER.search(told):
        named = len({one.lower() for one in _ORDINAL.findall(told)})
        return number < _QUARTERS and 0 < named < _QUARTERS and number <= named
    named = len(set(_MONTH.findall(told)))
    return number <= named and not _all_months(said, number)


_HALF_YEAR, _IN_HALF = lazy_regex(r"\bhalf\b"), 6


def _all_months(said: str, number: int) -> bool:
    return number == _MONTHS or (number == _IN_HALF and _HALF_YEAR.search(said) is not None)
