"""Shares of what a pronoun brings back: "3.6 million tons. It grew 709,000 of it, or 20 percent".

The part stands right beside the share, and "of it", "among them" or "of that sum" says that the
whole is the figure told just before. Nothing is said where any figure of the article makes the
share right, or where the sentence before leaves open which of its figures is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bongsu.audit.reading.coordinated import moved
from bongsu.audit.reading.fits import share_fits
from bongsu.audit.reading.portions import NO_SHARE, Portion
from bongsu.audit.reading.terms import PERCENT, Term, few_terms
from bongsu.evidence.mentions import AMOUNTS, NO_BOUNDS, Evidence, Kind
from bongsu.patterns import lazy_regex

_IT = lazy_regex(
    r"\b(?:of|in|from|among|out of) (?:it|this|that|them|these|which|whom|"
    r"those(?! (?:who|whose|that|which|in|of|from|with|[a-z]+(?:ed|ing|en))\b)|"
    r"(?:this|that|the|these|those|its|their) (?:[A-Za-z-]+ )?(?:sum|amount|total|money|number|"
    r"pledges?|"
    r"figure|package|budget|funds?|market|output|harvest|production|whole|outlays?|spending|"
    r"group|commitment|programme|program|applicants|arrivals|cases|newcomers|couples|"
    r"newlyweds|visitors|who (?:were|had|have) [a-z]+))\b"
)
_BESIDE = lazy_regex(  # between a part and its share, the part first
    r"[^;.\ue000-\ue01f]{0,45}(?:,|\(|\u2014|\u2013| -| or| are| is| were| was| make up| made up)"
    r"[^;.\ue000-\ue01f]{0,30}"
)
_AHEAD = lazy_regex(  # the share first
    r" of [^;.\ue000-\ue01f]{2,40}(?:,|\(|\u2014|\u2013| -)[^;.\ue000-\ue01f]{0,12}"
)
_RATES = lazy_regex(
    r"\b(?:growth|grew by|rose|fell|increas\w+|decreas\w+|declin\w+|rate|tariffs?|yield|return|"
    r"interest|inflation|margin|discount|up|down|more|less|higher|lower|than|average|per|each)\b"
)
_ROOM = (0.3, 3.0)  # of the right share
_BACK = 1  # sentence in which the whole stands
_LIMIT = 100.0  # percent


def shares_of_it(evidence: Evidence) -> Iterator[Portion]:
    """Yield part, whole and share where the figures that a pronoun means do not give the share."""
    every = few_terms(evidence)
    figures = [one for one in every if _is_figure(one)]
    for share in every:
        if PERCENT not in share.units or share.cell or not 0 < share.value < _LIMIT:
            continue
        if share.quantity.kind is not Kind.PERCENT or _unfit(share):
            continue
        part = _part(share, figures)
        whole = _whole(part, figures) if part is not None else None
        if part is None or whole is None or _right(share, figures):
            continue
        right = _LIMIT * part.value / whole.value
        if _ROOM[0] * right <= share.value <= _ROOM[1] * right:
            yield part.quantity, whole.quantity, share.quantity


def _is_figure(term: Term) -> bool:
    return (
        term.quantity.kind in AMOUNTS
        and term.value > 0
        and not term.cell
        and not term.idle
        and not term.quantity.per
        and term.quantity.comparator in NO_BOUNDS
        and not moved(term)
    )


def _unfit(share: Term) -> bool:
    return (
        share.quantity.comparator not in NO_BOUNDS
        or NO_SHARE.match(share.frame.text, share.at + 1) is not None
        or moved(share)
        or _IT.search(share.frame.text) is None
        or (share.tail.startswith(" of ") and _IT.match(share.frame.text, share.at + 2) is None)
    )


def _part(share: Term, figures: Sequence[Term]) -> Term | None:
    """Return the figure that a share stands beside as another name for it."""
    here = [one for one in figures if one.frame is share.frame]
    text = share.frame.text
    before = [one for one in here if one.at < share.at]
    behind = [one for one in here if one.at > share.at]
    if before and _BESIDE.fullmatch(text, before[-1].at + 1, share.at):
        found = before[-1]
        start, end = found.at, share.at
    elif behind and _AHEAD.fullmatch(text, share.at + 1, behind[0].at):
        found = behind[0]
        start, end = share.at, found.at
    else:
        return None
    near = text[max(0, start - _NEAR) : end + _NEAR]
    return found if _IT.search(near) and not _RATES.search(text[start:end]) else None


_NEAR = 60  # code points on either side in which the pronoun stands


def _whole(part: Term, figures: Sequence[Term]) -> Term | None:
    """Return the only larger figure of the unit in the sentence before, or before in this one."""
    larger = [
        one
        for one in figures
        if one.units & part.units
        and one.value > part.value
        and one.block == part.block
        and one.quantity.start < part.quantity.start
        and 0 <= part.index - one.index <= _BACK
    ]
    return larger[0] if len({one.value for one in larger}) == 1 else None


def _right(share: Term, figures: Sequence[Term]) -> bool:
    """Whether a share is right for any two figures of which the one stands near it."""
    return any(
        share_fits(one.quantity, other.quantity, share.quantity)
        for other in figures
        for one in figures
        if one.units & other.units and one.value < other.value and one.near(share)
    )
