"""Wholes that a text speaks of as known and has told otherwise: "36 percent of the 83".

"The 83" points back to a number told before. If no figure of the article is that number, and the
one count of the same time is a slip of the finger away from it, the two were meant to be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import SIGNS
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Claim, Comparator, Evidence, Kind, Quantity, Role
from bongsu.patterns import lazy_regex

_PARTS = "".join(SIGNS[kind] for kind in (Kind.PERCENT, Kind.FRACTION, Kind.COUNT))
_OF_THE = guarded_regex(
    rf"(?:[{_PARTS}](?: [a-z]+)?|\b(?:most|many|some|none|half|all|each|one|two|three|four|five|"
    rf"six|seven|"
    r"eight|nine|ten|dozens|majority|rest|share))(?: out)? of (?:the|those|these|its|their) "
    rf"(?:total |original |roughly |about )?(?P<n>{SIGNS[Kind.COUNT]})|"
    rf"^\W*(?:out )?of (?:the|those|these) (?P<m>{SIGNS[Kind.COUNT]})",
    re.IGNORECASE,
)
_CALLED = lazy_regex(  # what the whole is called, where it is no bare number
    r" (?!(?:were|was|are|is|had|have|has|did|do|who|that|which|said|say|came|went|in|from|on|"
    r"at|by|could|"
    r"would|will|may|chose|voted|live|lived|work|worked)\b)(?:[a-z-]+ )??(?P<noun>[a-zA-Z]{3,})\b"
)
_OF_UNKNOWN = 1.0  # surprise of a slip that two counts of no named time must have


def definite_counts(evidence: Evidence) -> Iterator[tuple[Claim, Claim]]:
    """Yield a count told before, and the one by which a later part of it is told."""
    claims = {claim.quantity.start: claim for claim in evidence.claims}
    counts = [claim for claim in evidence.claims if _is_count(claim.quantity)]
    for frame in all_frames(evidence):
        wholes = [
            (match, claims[whole.start])
            for match in _OF_THE.finditer(frame.text)
            if (whole := _whole(frame, match)) is not None and whole.start in claims
        ]
        new = [(match, claim) for match, claim in wholes if not _told(claim, counts)]
        if len(new) != 1:
            continue  # where two wholes are new, they are of something else
        match, claim = new[0]
        called = _CALLED.match(frame.text, match.end())
        before = [
            one
            for one in counts
            if one.quantity.start < frame.sentence.start
            and _same(one, claim)
            and (called is None or _named_there(evidence, one, called["noun"]))
        ]
        if len({one.quantity.value for one in before}) == 1:
            yield before[0], claim


def _told(whole: Claim, counts: list[Claim]) -> bool:
    """Whether another figure of the article is the same number."""
    own = whole.quantity
    return any(
        one.quantity.value == own.value and one.quantity.start != own.start for one in counts
    )


def _whole(frame: Frame, match: re.Match[str]) -> Quantity | None:
    found = frame.reckoned(match.start("n") if match["n"] else match.start("m"))
    return found if found is not None and _is_count(found) else None


def _is_count(quantity: Quantity) -> bool:
    return (
        quantity.kind is Kind.COUNT
        and quantity.value is not None
        and not quantity.words
        and quantity.comparator is Comparator.EXACT
    )


def _named_there(evidence: Evidence, one: Claim, noun: str) -> bool:
    """Whether the sentence of a count has the word by which the whole is called."""
    return bool(
        content_words(noun) & content_words(evidence.words(evidence.sentences[one.sentence]))
    )


def _same(one: Claim, whole: Claim) -> bool:
    """Whether a count may be the whole itself: of one time or noun, and told with a slip."""
    first, second = one.quantity, whole.quantity
    if one.role is Role.CHANGE or first.value is None:
        return False
    odds = surprise(second, Interval(first.value, first.value))
    if not odds:
        return False
    if one.period and whole.period:
        return one.period == whole.period and {first.unit, second.unit} <= {
            "",
            "persons",
            first.unit,
        }
    alike = bool(first.noun) and first.noun[:4].lower() == second.noun[:4].lower()
    return alike and (odds > _OF_UNKNOWN or one.period == whole.period)


_POINTS_BACK = lazy_regex(
    r"\b(?:the|those|these|its|their|his|her|all|this)\s(?:same\s|said\s)?$", re.IGNORECASE
)
_COUNTED = lazy_regex(r"[\s-][A-Za-z-]{3,}(?:\s[a-z]{3,})?\b")
_RESTRICTS = lazy_regex(  # "the 12 ships that sank": some of all
    r"(?:\s[a-z-]+){0,2}\s(?:that|which|who|whose|of|from|with|without|on|under|above|below|near|not|left|"
    r"added|missing|remaining|built|born|listed)\b"
)
_BACK = 12  # sentences in which the number was told


def pointed_back(evidence: Evidence) -> Iterator[tuple[Claim, Claim]]:
    """Yield a number told before, and "the 32 firms" or "those 77 percent" by which it is meant.

    The number that is pointed at is nowhere in the text; the one number of the same thing that is
    differs from it by two digits turned round or one changed.
    """
    counts = [one for one in evidence.claims if one.quantity.kind in {Kind.COUNT, Kind.PERCENT}]
    for claim in counts:
        quantity, sentence = claim.quantity, evidence.sentences[claim.sentence]
        lead = evidence.text[max(sentence.start, quantity.start - _LEAD) : quantity.start]
        nouns = _nouns(evidence, quantity)
        if not nouns or not _POINTS_BACK.search(lead) or quantity.words or not quantity.value:
            continue
        if _RESTRICTS.match(evidence.text, quantity.end):
            continue
        if quantity.comparator is not Comparator.EXACT or _told(claim, counts):
            continue
        before = [
            one
            for one in counts
            if 0 < claim.sentence - one.sentence <= _BACK
            and one.quantity.kind is quantity.kind
            and one.role is not Role.CHANGE
            and _nouns(evidence, one.quantity) & nouns
        ]
        values = {one.quantity.value for one in before}
        if len(values) == 1 and _slipped(quantity.value, before[-1].quantity.value or 0.0):
            yield before[-1], claim


_LEAD = 16  # code points before a number in which its article stands


def _nouns(evidence: Evidence, quantity: Quantity) -> frozenset[str]:
    """Return what a number may count: the words behind it; of a percentage only that it is one."""
    if quantity.kind is Kind.PERCENT:
        return frozenset({"percent"})
    behind = _COUNTED.match(evidence.text, quantity.end)
    words = content_words(behind[0]) if behind else frozenset()
    against = _TO.search(evidence.text, max(0, quantity.start - _LEAD), quantity.start)
    if not words and against:  # "by 164 votes to 35"
        words = content_words(against["noun"])
    return words or content_words(quantity.noun)


_TO = lazy_regex(r"\b(?P<noun>[a-z]{3,})\sto\s$")


def _slipped(one: float, other: float) -> bool:
    """Whether two numbers of two digits and more differ by a slip of the finger."""
    a, b = f"{one:.10g}", f"{other:.10g}"
    if len(a) != len(b) or min(one, other) <= _SINGLE:
        return False
    apart = [at for at in range(len(a)) if a[at] != b[at]]
    turned = len(apart) == 2 and sorted(a) == sorted(b)
    return turned or len(apart) == 1


_SINGLE = 10
