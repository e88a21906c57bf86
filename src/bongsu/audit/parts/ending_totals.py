"""Totals that a sentence closes with, whatever verb leads to them.

"a, and in March a further b, for a total of t", "a and b bring the package to t": all figures of
the total's unit before it in the sentence, or in the one before that, are its parts, unless some
of them, or they with another figure of the article, come to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bongsu.audit.reading.fits import rounded, sum_fits, total
from bongsu.audit.reading.sums import NO_SUMS, Sum
from bongsu.audit.reading.wording import prose
from bongsu.evidence.mentions import NO_BOUNDS, Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex

_CUE = lazy_regex(
    r"(?:\bfor (?:a|an?) (?:combined |grand |overall )?total of|\btotall?ing|\ba total of|"
    r"\b(?:which|that|they|these|this|together|all) (?:together )?"
    r"(?:adds? up|amounts?|comes?|came|sums?) to|"
    r"\b(?:which|that|this) makes?|\bmaking|\b(?:add|adding|adds) up to|"
    r"\b(?P<grown>(?:bring|brings|bringing|brought|takes?|taking|lift|lifts|lifting|raises?|"
    r"raising) "
    r"(?:[\w\u2019'-]+ ){1,6}to))(?: (?:about|some|roughly|a total of|an? overall))? $"
)
_CUE_BEHIND = lazy_regex(r",? (?:in all|altogether|all told|together|combined|in total)\b")
_GROWN = lazy_regex(
    r"\b(?:so far|since|cumulative|already|year|to date|this|total|number|toll|portfolio|overall)\b"
)
_NO_PARTS = lazy_regex(
    r"\b(?:from|than|compar\w+|versus|including|of which|out of|average|each|per|up|down|rose|fell|"
    r"increas\w+|decreas\w+|instead|rather|target|forecast|if|would|could|least|respectively|or|"
    r"previous\w*|last|earlier|exceed\w*|surpass\w*|deficit|surplus|balance|net|less|minus)\b",
)
_ROOM = (0.7, 1.4)  # of the total: parts that come to more or less are parts of something else
_MOST = 6
_LEAD = 30  # code points before the first part


def ending_totals(evidence: Evidence) -> Iterator[Sum]:
    """Yield totals at the end of a sentence, with all figures of their unit before them."""
    rows = list(prose(evidence))
    for place, (sentence, words) in enumerate(rows):
        figures = within(evidence.quantities, sentence.start, sentence.end)
        before = rows[place - 1][0] if place else None
        near = before is not None and before.block == sentence.block
        for whole in figures[1:] if len(figures) > 1 else figures:
            lead = words[: whole.start - sentence.start].replace("\n", " ")
            cue = _CUE.search(f"{lead.rstrip()} "[-90:])
            behind = _CUE_BEHIND.match(evidence.text, whole.end, sentence.end)
            if (cue is None and behind is None) or not _plain(whole):
                continue
            start = sentence.start
            parts = _of_unit(figures, whole)
            if len(parts) < 2 and near and before is not None:
                start = before.start
                earlier = within(evidence.quantities, before.start, sentence.end)
                parts = _of_unit(earlier, whole)
            if not 2 <= len(parts) <= _MOST:
                continue
            said = evidence.text[max(start, parts[0].start - _LEAD) : whole.start]
            if _NO_PARTS.search(said):
                continue
            grown = cue is not None and bool(cue["grown"]) and bool(_GROWN.search(cue[0]))
            if _mistaken(evidence, parts, whole, grown=grown):
                cut = not sum_fits(parts, whole)  # and if it is: nobody cuts off half of a figure
                sure = cut and start == sentence.start
                yield Sum(whole=whole, parts=tuple(parts), sure=sure, cut_off=cut)


def _plain(quantity: Quantity) -> bool:
    return (
        quantity.kind not in NO_SUMS
        and quantity.kind is not Kind.DURATION
        and bool(quantity.value)
        and quantity.comparator in NO_BOUNDS
    )


def _of_unit(figures: Sequence[Quantity], whole: Quantity) -> list[Quantity]:
    same = [
        one
        for one in figures
        if one.start < whole.start and one.kind is whole.kind and one.unit == whole.unit
    ]
    return same if all(map(_plain, same)) else []


def _mistaken(
    evidence: Evidence, parts: Sequence[Quantity], whole: Quantity, *, grown: bool
) -> bool:
    """Whether no run of the parts comes to the total, nor do all of them with another figure."""
    added, most = sum(part.value or 0.0 for part in parts), whole.value or 0.0
    if not _ROOM[0] * most <= added <= _ROOM[1] * most or (grown and added < most):
        return False
    if any((part.value or 0.0) >= most for part in parts):
        return False
    runs = [parts[a:b] for a in range(len(parts)) for b in range(a + 2, len(parts) + 1)]
    if any(sum_fits(run, whole) for run in runs if len(run) < len(parts)):
        return False
    if _comes_to(parts, whole):
        return False
    others = [
        one
        for one in evidence.quantities
        if one.kind is whole.kind and one.unit == whole.unit and one not in (*parts, whole)
    ]
    return not any(_plain(one) and _comes_to((*parts, one), whole) for one in others)


def _comes_to(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether figures come to a total as rounded, though not as cut off."""
    return total(*map(rounded, parts)).meets(rounded(whole))
