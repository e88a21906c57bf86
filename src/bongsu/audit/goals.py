"""Shares of a goal, a target or an appeal, whose sum the text tells elsewhere.

"It secured 27 percent of the goal, or 32 million": the goal may be told paragraphs before, as what
is needed, sought or planned. Nothing is said if any figure of the unit makes the share right, since
what a goal is has many names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bongsu.audit.fits import share_fits
from bongsu.audit.placed import period_of
from bongsu.audit.portions import Portion
from bongsu.audit.terms import Term, few_terms
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Comparator, Evidence, Kind

_OF_GOAL = lazy_regex(
    r"^ of (?:(?:the|its|their|this|that|an?|annual|yearly|total|full|overall|original|initial|"
    r"funding|"
    r"sales|export|order|last year[\u2019']s|this year[\u2019']s|[a-z]+[\u2019']s) ){0,4}(?:goals?|"
    r"targets?|appeal|plan|quota|needs?|requirements?|amount|sum|total|request|budget|"
    r"what (?:was|is|it|they|had)[a-z ]{0,20}|it|that)\b"
)
_GOAL = lazy_regex(
    r"\b(?:goals?|target\w*|appeal\w*|s[eo](?:ek|ught)\w*|need\w*|plan\w*|quotas?|requir\w+|aim\w*|"
    r"ask\w*|request\w*|call(?:s|ed|ing)? for|hop\w+ to|want\w*|budget\w*|pledg\w+|promis\w+)\b"
)
_LINK = lazy_regex(
    r"(?: won| dollars| people| persons)?(?:,|\(| \(|,? or|,? which is|,? which was|,? equal to|"
    r" [\u2013\u2014-])*"
    r"(?: about| some| just| only| around| or| which is| that is)* "
)
_BEHIND = lazy_regex(
    r"[^;.\ue000-\ue01f]{0,45}?(?:,|\(| \u2014| \u2013)(?: or| about| some| just| only)* ?"
)
_PERCENTS = {Kind.PERCENT, Kind.PERCENT_CHANGE}  # "raised 45 percent of the goal" is no change
_WHOLES = {Kind.MONEY, Kind.COUNT, Kind.PHYSICAL}
_ROOM = (0.4, 2.5)  # of the right share: one farther off is of another goal
_BESIDE = 70  # code points on either side of a goal in which words call it one


def shares_of_goals(evidence: Evidence) -> Iterator[Portion]:
    """Yield part, goal and share where no figure of the unit makes the share right."""
    every = few_terms(evidence)
    for share in every:
        quantity = share.quantity
        if quantity.kind not in _PERCENTS or share.cell or not quantity.value:
            continue
        if quantity.comparator not in {Comparator.EXACT, Comparator.APPROX}:
            continue
        if not _OF_GOAL.match(share.tail.lower()):
            continue
        part = _part(share, every)
        if part is None:
            continue
        alike = [one for one in every if _of_unit(one, part) and one.value > part.value]
        if any(share_fits(part.quantity, one.quantity, quantity) for one in alike):
            continue
        goals = [one for one in alike if _is_goal(one) and _may_be_of(one, part, share)]
        timed = [one for one in goals if _years(one) & _years(share, part)]
        goals = timed or goals
        if len({one.value for one in goals}) == 1:
            yield part.quantity, goals[0].quantity, quantity


def _of_unit(one: Term, part: Term) -> bool:
    return (
        one.quantity.kind is part.quantity.kind
        and (one.quantity.unit == part.quantity.unit or one.quantity.kind is Kind.COUNT)
        and one is not part
    )


def _part(share: Term, every: Sequence[Term]) -> Term | None:
    """Return the figure that a share renames: right before it, or behind what it is of."""
    here = [one for one in every if one.frame is share.frame and one.quantity.kind in _WHOLES]
    before = [one for one in here if one.at < share.at]
    behind = [one for one in here if one.at > share.at]
    text = share.frame.text
    if before and _LINK.fullmatch(text, before[-1].at + 1, share.at):
        return before[-1]
    if behind and _BEHIND.fullmatch(text, share.at + 1, behind[0].at):
        return behind[0]
    if before and not behind and "," not in text[before[-1].at : share.at][:-30]:
        return before[-1]
    return None


def _is_goal(term: Term) -> bool:
    lead = term.lead[-_BESIDE:].rpartition(". ")[2].lower()
    tail = term.tail[:_BESIDE].partition(".")[0].lower()
    return _GOAL.search(lead) is not None or _GOAL.search(tail) is not None


def _may_be_of(goal: Term, part: Term, share: Term) -> bool:
    """Whether a share is near enough to that of a goal of the same time."""
    right = 100 * part.value / goal.value
    if not _ROOM[0] * right <= share.value <= _ROOM[1] * right:
        return False
    told, times = _years(goal), _years(share, part)
    return not told or not times or bool(told & times)


def _years(*some: Term) -> set[str]:
    """Return the years that figures are of, as far as the text says."""
    periods = (period_of(one.frame.evidence, one.quantity) for one in some)
    return {period[:4] for period in periods if period}
