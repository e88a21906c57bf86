"""Shares of a goal or a total whose sum the text tells elsewhere.

"It secured 27 percent of the goal, or 32 million": the goal may be told paragraphs before, as what
is needed, sought or planned, and the total as what all came to. Nothing is said if any figure of
the unit makes the share right, since what is meant has many names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bongsu.audit.reading.fits import percentage, rounded, share_fits
from bongsu.audit.reading.placed import period_of
from bongsu.audit.reading.portions import Portion
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import (
    AMOUNTS,
    NO_BOUNDS,
    PERCENTS,
    Evidence,
    Kind,
    Quantity,
)
from bongsu.patterns import lazy_regex

_OF_GOAL = lazy_regex(
    r"^ of (?:(?:the|its|their|this|that|an?|annual|yearly|total|full|overall|original|initial|"
    r"funding|sales|export|order|last year[\u2019']s|this year[\u2019']s|[a-z]+[\u2019']s) ){0,4}"
    r"(?:goals?|targets?|appeal|plan|quota|needs?|requirements?|amount|sum|request|budget|"
    r"what (?:was|is|it|they|had)[a-z ]{0,20}|it|that)\b"
)
_OF_ALL = lazy_regex(
    r"^ of (?:the |its |their |all |korea[\u2019']s |the country[\u2019']s )*(?:(?:total|all|"
    r"overall|whole|"
    r"entire|combined)\b|(?:exports?|imports?|pledges|oda|aid|reserves|debt|budget|sales|revenue|"
    r"investment|fdi|assets|production|output)\b(?= of all\b|[.,;)]|$))"
)
_GOAL = lazy_regex(
    r"\b(?:goals?|target\w*|appeal\w*|s[eo](?:ek|ught)\w*|need\w*|plan\w*|quotas?|requir\w+|aim\w*|"
    r"ask\w*|request\w*|call(?:s|ed|ing)? for|hop\w+ to|want\w*|budget\w*|pledg\w+|promis\w+)\b"
)
_ALL = lazy_regex(
    r"\b(?:total\w*|in all|overall|all|combined|altogether|aggregate|worldwide|annual|entire|"
    r"whole)\b"
)
_LINK = lazy_regex(
    r"(?: won| dollars| people| persons)?(?:,|\(| \(|,? or|,? which is|,? which was|,? equal to|"
    r" [\u2013\u2014-])*(?: about| some| just| only| around| or| which is| that is)* "
)
_CLAUSE = lazy_regex(r"(?: [a-z]+){1,5}, (?:or )?")  # "27 had been granted, 34 percent"
_NEXT = lazy_regex(r", $")  # "of the total, 12 were denied": what follows is no other name
_BEHIND = lazy_regex(
    r"[^;.\ue000-\ue01f]{0,45}?(?:,|\(| \u2014| \u2013)(?: or| about| some| just| only)* ?"
)
_ROOM = (0.4, 2.5)  # of the right share: one farther off is of another goal
_BESIDE = 70  # code points on either side of a goal in which words call it one
_FAR = 120  # code points before a total in which words call it one
_STEP = 1000.0
_TYPED = 1.2  # in powers of ten: a slip so rare tells of what total a share is


def shares_of_goals(evidence: Evidence) -> Iterator[Portion]:
    """Yield part, whole and share where no figure of the unit makes the share right."""
    every = few_terms(evidence)
    for share, part in _shares(every):
        alike = [one for one in every if _of_unit(one, part) and one.value > part.value]
        if any(share_fits(part.quantity, one.quantity, share.quantity) for one in alike):
            continue
        if any(_scaled(part, one, share) for one in every):
            continue
        wholes = _goals(share, part, alike) or _totals(share, part, alike)
        if len({one.value for one in wholes}) == 1:
            yield part.quantity, wholes[0].quantity, share.quantity


def goals_in_other_scales(
    evidence: Evidence,
) -> Iterator[tuple[Quantity, list[Quantity], float]]:
    """Yield goals that only the next scale word makes that of which a share is told."""
    every = few_terms(evidence)
    for share, part in _shares(every):
        alike = [one for one in every if _of_unit(one, part)]
        if any(share_fits(part.quantity, one.quantity, share.quantity) for one in alike):
            continue
        for one in alike:
            factor = _scaled(part, one, share)
            if factor and _is_goal(one):
                yield one.quantity, [part.quantity, share.quantity], one.value * factor
                break


def _shares(every: Sequence[Term]) -> Iterator[tuple[Term, Term]]:
    """Yield shares of a goal or of all, with the figures that they rename."""
    for share in every:
        quantity = share.quantity
        told = quantity.comparator in NO_BOUNDS and not share.cell
        tail = share.tail.lower()
        if quantity.kind in PERCENTS and quantity.value and told:
            part = _part(share, every) if _OF_GOAL.match(tail) or _OF_ALL.match(tail) else None
            if part is not None:
                yield share, part


def _of_unit(one: Term, part: Term) -> bool:
    return (
        one.quantity.kind is part.quantity.kind
        and (one.quantity.unit == part.quantity.unit or one.quantity.kind is Kind.COUNT)
        and one is not part
    )


def _scaled(part: Term, one: Term, share: Term) -> float:
    """Return by what a figure must be multiplied so that a share is right; nothing if by none."""
    for factor in (_STEP, 1 / _STEP) if _of_unit(one, part) and one.quantity.step else ():
        quantity = one.quantity
        meant = replace(quantity, value=one.value * factor, step=quantity.step * factor)
        more = meant.bounds[0] > part.value
        if more and share_fits(part.quantity, meant, share.quantity):
            return factor
    return 0.0


def _part(share: Term, every: Sequence[Term]) -> Term | None:
    """Return the figure that a share renames: right before it, or behind what it is of."""
    here = [one for one in every if one.frame is share.frame and one.quantity.kind in AMOUNTS]
    before = [one for one in here if one.at < share.at]
    behind = [one for one in here if one.at > share.at]
    text = share.frame.text
    if before and _LINK.fullmatch(text, before[-1].at + 1, share.at):
        return before[-1]
    if behind and _BEHIND.fullmatch(text, share.at + 1, behind[0].at):
        renamed = before and _CLAUSE.fullmatch(text, before[-1].at + 1, share.at)
        another = _NEXT.search(text, share.at + 1, behind[0].at)
        return before[-1] if renamed and another else behind[0]
    if before and not behind and "," not in text[before[-1].at : share.at][:-30]:
        return before[-1]
    return None


def _goals(share: Term, part: Term, alike: Sequence[Term]) -> list[Term]:
    if not _OF_GOAL.match(share.tail.lower()):
        return []
    goals = [one for one in alike if _is_goal(one) and _may_be_of(one, part, share)]
    timed = [one for one in goals if _years(one) & _years(share, part)]
    return timed or goals


def _totals(share: Term, part: Term, alike: Sequence[Term]) -> list[Term]:
    """Return what must be all of which a share is told: called so, or a slip away from it."""
    if not _OF_ALL.match(share.tail.lower()):
        return []
    words = _words(part) | content_words(share.tail[:40])
    near = [one for one in alike if _may_be_of(one, part, share) and words & _words(one)]
    called = [one for one in near if _ALL.search(one.lead[-_FAR:].lower())]
    typed = [
        one
        for one in near
        if surprise(share.quantity, percentage(rounded(part.quantity), rounded(one.quantity)))
        >= _TYPED
    ]
    return typed or called


def _words(term: Term) -> frozenset[str]:
    return term.label | content_words(term.lead[-_FAR:])


def _around(term: Term) -> str:
    lead = term.lead[-_BESIDE:].rpartition(". ")[2]
    return f"{lead} | {term.tail[:_BESIDE].partition('.')[0]}".lower()


def _is_goal(term: Term) -> bool:
    return _GOAL.search(_around(term)) is not None


def _may_be_of(whole: Term, part: Term, share: Term) -> bool:
    """Whether a share is near enough to that of a whole of the same time."""
    right = 100 * part.value / whole.value
    if not _ROOM[0] * right <= share.value <= _ROOM[1] * right:
        return False
    told, times = _years(whole), _years(share, part)
    return not told or not times or bool(told & times)


def _years(*some: Term) -> set[str]:
    """Return the years that figures are of, as far as the text says."""
    periods = (period_of(one.frame.evidence, one.quantity) for one in some)
    return {period[:4] for period in periods if period and period[:4].isdigit()}
