"""Which figures may be the part and the whole of a share, by what stands between and about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations

from bongsu.audit.parts.share_roles import OF_FIGURE, OF_THEM
from bongsu.audit.reading.fits import percentage, reaches, share_fits
from bongsu.audit.reading.portions import of_these
from bongsu.audit.reading.terms import Term
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Kind
from bongsu.patterns import lazy_regex

_ROOM = (0.4, 2.5)  # of the right share: one farther off is of another whole
_NEAR = (0.6, 1.7)  # of the right share: beyond it no rounding can make the two one
_FRACTION_ROOM = 4.0  # percent by which words for fractions are rough
_WHOLE_OF = lazy_regex(r"[\ue000-\ue01f] of (?:the|its|their|these|those|all)? ?(?:[a-z-]+ )?$")
_BOTH = lazy_regex(r"(?: [a-z-]+){1,3},? (?:and|or|plus|against|to) (?:[a-z-]+ ){0,1}")
_AGAINST = lazy_regex(r"\b(?:compar\w+|than|versus|against|while|whereas|from|to)\b")
_BASED = lazy_regex(r"\b(?:out of|of|among) (?:the |its |their |these |those |all )?$")
_ONE_OF = lazy_regex(  # "20 percent (male 2,680 / female 2,571)": a share of both
    r" ?/ ?(?:[a-z]+ )?[\ue000-\ue01f]"
)


def share_pairs(
    share: Term, figures: Sequence[Term], names: Sequence[Term]
) -> list[tuple[Term, Term]]:
    """Return the figures of which one may be the part and the other the whole of a share."""
    pairs = [
        (part, whole)
        for part, whole in permutations(figures, 2)
        if paired(part, whole) and not _WHOLE_OF.search(part.lead) and _based(part, whole)
    ]
    if share.lead and (opens := _OPENS.search(share.lead)):  # "of the 145 firms, 76 percent"
        pairs = [(part, whole) for part, whole in pairs if part.at != opens.start("w")]
    pairs = [pair for pair in pairs if made_up(*pair, figures) is None]
    pairs = [pair for pair in pairs if not _ONE_OF.match(pair[0].frame.text, pair[0].at + 1)]
    if names:
        pairs = [(part, whole) for part, whole in pairs if part in names]
    if OF_FIGURE.match(share.tail):
        pairs = [(part, whole) for part, whole in pairs if whole.frame is share.frame]
    if share.quantity.kind is Kind.FRACTION:  # too rough and too common to tell by its place alone
        pairs = [pair for pair in pairs if pair[0].cell or OF_THEM.match(pair[0].tail)]
    return [pair for pair in pairs if _within_room(share, *pair) and not has_share(pair, share)]


def made_up(part: Term, rest: Term, figures: Sequence[Term]) -> Term | None:
    """Return the figure told before two of a sentence that make it up, if there is one.

    "Of 90 children 54 were born in China; 36 were born in the North": neither is of the other.
    """
    if part.frame is not rest.frame or _BASED.search(rest.lead):
        return None
    first = min(part.quantity.start, rest.quantity.start)
    wholes = (
        one
        for one in figures
        if one.value == part.value + rest.value
        and one.units & part.units & rest.units
        and one.near(part)
        and one.quantity.start < first
    )
    return next(wholes, None)


_NEXT_CLAUSE = lazy_regex(r"(?:, (?:and|but)|; ?|, while|, whereas) (?:the |its |their )?[A-Z]")


def in_next_clause(share: Term, whole: Term) -> bool:
    """Whether a figure stands behind a share in a clause on another: "and Chinese yards 1,421"."""
    if whole.frame is not share.frame or whole.at < share.at:
        return False
    return _NEXT_CLAUSE.search(share.frame.text, share.at, whole.at) is not None


def has_share(pair: tuple[Term, Term], share: Term) -> bool:
    """Whether another percentage beside the part is the share, to the places shown."""
    part, whole = pair
    right = 100 * part.value / whole.value
    return any(
        one.kind is Kind.PERCENT
        and one.start != share.quantity.start
        and one.value not in {None, share.value}
        and abs(right - (one.value or 0.0)) <= 0.51 * one.step
        for _, one in part.frame.figures
    )


def paired(part: Term, whole: Term) -> bool:
    """Whether a figure may be a part of another: less, of its unit, and not set against it."""
    return (
        bool(part.units & whole.units)
        and part.value < whole.value
        and not (part.frame is whole.frame and (_compared(part, whole) or of_these(part.frame)))
        and (
            part.quantity.unit == whole.quantity.unit
            or part.quantity.kind is not Kind.COUNT
            or not part.quantity.noun
            or not whole.quantity.noun
            or part.near(whole)
        )
    )


_OPENS = lazy_regex(
    r"\bof (?:the|these|those|its|their|our) (?P<w>[\ue000-\ue01f])[^,;\ue000-\ue01f]*, $",
    re.IGNORECASE,
)
_OUT_OF = lazy_regex(r"(?: [a-z]+)?(?: out)? of (?:the |its |their |all )?(?P<w>[\ue000-\ue01f])")


def _based(part: Term, whole: Term) -> bool:
    """Whether a whole is the one that a part names itself, if it names one: "680 out of 2,403"."""
    named = _OUT_OF.match(part.frame.text, part.at + 1)
    return named is None or (whole.frame is part.frame and whole.at == named.start("w"))


def _compared(part: Term, whole: Term) -> bool:
    """Whether two figures are set against each other, so that neither is of the other."""
    start, end = sorted((part.at, whole.at))
    if _BOTH.fullmatch(part.frame.text, start + 1, end):
        return True  # "120 men and 180 women"
    return _AGAINST.search(part.frame.text, start, end) is not None


def gives_share(share: Term, part: Term, whole: Term) -> bool:
    """Whether a share is that of a part in a whole, to the places shown."""
    told = share.value * (100 if share.quantity.kind is Kind.FRACTION else 1)
    if not _NEAR[0] * part.value <= told / 100 * whole.value <= _NEAR[1] * part.value:
        return False
    if share.quantity.kind is Kind.FRACTION:
        value = 100 * share.value
        near = Interval(value - _FRACTION_ROOM, value + _FRACTION_ROOM)
        return reaches(near, percentage, part.quantity, whole.quantity)
    return share_fits(part.quantity, whole.quantity, share.quantity)


def _within_room(share: Term, part: Term, whole: Term) -> bool:
    right = 100 * part.value / whole.value
    told = share.value * (100 if share.quantity.kind is Kind.FRACTION else 1)
    return _ROOM[0] * right <= told <= _ROOM[1] * right
