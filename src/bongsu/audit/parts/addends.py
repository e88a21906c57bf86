"""Totals that words call so, with the figures of their unit that stand before them as parts.

"The north sent 40 and the south 25. That makes 75 in all." A passage, a sentence or two, is read
only if nothing in it speaks of a movement or of a part left out, if no run of its figures gives the
total, and if all of them together come near it. A total behind the last of parts that have a list
item or a sentence each is read likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import DATE, forms
from bongsu.audit.reading.fits import sum_fits
from bongsu.audit.reading.frames import Frame, adjoins, all_frames
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.sums import NO_SUMS, PARTIAL, Sum, is_whole_of_part
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import NO_BOUNDS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_TOTALS = forms("addends", "totals")
_RESPECTIVELY = lazy_regex(r",? ?respectively", re.IGNORECASE)
MOVES = lazy_regex(
    r"\b(?:more|less|fewer|higher|lower|previous|earlier|last|already|another|additional|further|"
    r"compar\w+|forecast|target|goal|plan\w*|would|could|needed|required|out of|budget of|"
    r"surplus|deficit|minus|net|gap|difference|record|average)\b",
    re.IGNORECASE,
)
SINGLE = lazy_regex(  # "and a ferry": one more, of which no number tells
    r"(?:,|\band) (?:a|an|one) (?!half|third|quarter|few|lot|number|final|last|further|"
    r"remaining|similar|smaller|larger|mere|modest|record|total)[a-z]+"
)
_ROOM = (0.7, 1.45)  # of the sum: a total farther off is one of something else
_MOST = 8  # parts


def called_totals(evidence: Evidence) -> Iterator[Sum]:
    """Yield totals that are called so, with all figures before them that may be their parts."""
    before: Frame | None = None
    for frame in all_frames(evidence):
        near = before if before is not None and adjoins(before, frame) else None
        before = frame
        for match in (found for form in _TOTALS for found in form.finditer(frame.text)):
            whole = frame.quantity(match, "t")
            if whole is None or not _may_be_total(whole) or DATE in match[0]:
                continue  # "the total in 2024 was": the parts may be those of another year
            found = _with_parts(frame, near, match, whole)
            if found is not None:
                listed = not match[0].startswith("out of")  # "151 and 200 out of 300": each of them
                yield found._replace(sure=listed)


_MOST_CARRIED = 8  # items of a list, or sentences, whose parts one total ends
_FURTHER = lazy_regex(r"\b(?:also|another|additional|additionally|further)\b", re.IGNORECASE)
_CARRIES = guarded_regex(
    r"(?:[,;:(\u2013\u2014]|\band|\bfor|\bbringing|\bmaking)\s?"
    r"(?:(?:for|making|bringing|giving|which|this|that|makes?|takes?|to|or|the|a|its|their|grand|"
    r"combined|overall|adding|adds?|up)\s){0,5}(?:totals?|totall?ing|in all|altogether|all told|"
    r"sum|combined)\b|\b(?:in all|altogether|in total|all told|combined)\W*$",
    re.IGNORECASE,
)


_QUALIFIED = lazy_regex(
    r"\b(?:after|since|before|with|without|when|because|once|from|less|minus|includ\w+|exclud\w+|"
    r"so far|to date|now|already)\b",
    re.IGNORECASE,
)


def carried_totals(evidence: Evidence) -> Iterator[Sum]:
    """Yield totals behind the last of parts that stand in a sentence or a list item each.

    "- It takes 150 for ships. - It takes 200 more for chips, for a total of 380": the part beside
    the total says that it comes on top, so that those told right before it are the others.
    """
    rows = list(all_frames(evidence))
    for place, frame in enumerate(rows):
        if _CARRIES.search(frame.text) is None:
            continue
        for match in (found for form in _TOTALS for found in form.finditer(frame.text)):
            whole = frame.quantity(match, "t")
            if whole is None or not _may_be_total(whole) or DATE in frame.text:
                continue
            if _QUALIFIED.search(frame.text, match.start("t")) is not None:
                continue  # "for a total of 75 shops after ten were sold"
            own = _parts(frame, 0, match.start("t"), whole)
            if len(own) == 1 and _CARRIES.search(frame.text, own[0][0]) is not None:
                found = _carried(rows[max(0, place - _MOST_CARRIED) : place + 1], own[0][1], whole)
                if found is not None:
                    yield found


def _carried(rows: Sequence[Frame], last: Quantity, whole: Quantity) -> Sum | None:
    """Return the total of the single parts of the sentences or items that lead to it."""
    parts, frame = [last], rows[-1]
    further = _FURTHER.search(frame.text) is not None
    words = content_words(_bare(frame))
    alike = True
    for earlier in reversed(rows[:-1]):
        listed = _next_item(earlier, frame)
        told = _parts(earlier, 0, len(earlier.text), whole)
        if len(told) != 1 or not (listed or (further and adjoins(earlier, frame))):
            break
        if _counts_other(told[0][1], last, whole):
            return None
        if MOVES.search(_bare(earlier)) or PARTIAL.search(_bare(earlier)):
            return None
        shared = len(content_words(_bare(earlier)) & words)
        if shared < _SHARED and not listed:
            break
        alike = alike and shared >= _SHARED
        parts.insert(0, told[0][1])
        frame = earlier
    if len(parts) < 2 or MOVES.search(_bare(rows[-1])) or _run_fits(parts, whole):
        return None
    added = sum(q.value or 0.0 for q in parts)
    slip = surprise(whole, Interval(added, added)) > 0
    if not _CLOSE[0] * added <= (whole.value or 0.0) <= _CLOSE[1] * added:
        return None
    return Sum(whole=whole, parts=tuple(parts), sure=slip and further and alike)


def _counts_other(part: Quantity, last: Quantity, whole: Quantity) -> bool:
    """Whether the total is of what the last part counts, and an earlier part of something else."""
    return bool(part.noun and last.noun == whole.noun != part.noun)


_CLOSE = (0.8, 1.25)  # of the sum of parts that stand in several sentences
_SHARED = 2  # content words that tell two parts to be of one thing
_HOLDS = lazy_regex(r"\bincludes?\b|\b(?:the|this|that) plan\b", re.IGNORECASE)
_SIGNS = lazy_regex("[\ue000-\ue020]")


def _bare(frame: Frame) -> str:
    """Return the words of a sentence without those that say that a part comes on top."""
    return _HOLDS.sub("", _FURTHER.sub("", _SIGNS.sub(" ", frame.text)))


def _next_item(before: Frame, frame: Frame) -> bool:
    """Whether two sentences are those of list items in a row."""
    blocks = frame.evidence.article.blocks
    first, second = before.sentence.block, frame.sentence.block
    return (
        second - first == 1
        and before.index + 1 == frame.index
        and blocks[first].kind is blocks[second].kind is BlockKind.ITEM
    )


def _may_be_total(whole: Quantity) -> bool:
    return (
        whole.kind not in {*NO_SUMS, Kind.DURATION}
        and whole.value is not None
        and whole.comparator in NO_BOUNDS
    )


def _with_parts(
    frame: Frame, near: Frame | None, match: re.Match[str], whole: Quantity
) -> Sum | None:
    at = match.start("t")
    parts = _parts(frame, 0, at, whole)
    said = frame.text[: match.start()]
    if not parts and near is not None:
        parts = _parts(near, 0, len(near.text), whole)
        said = f"{near.text} {said}"
    elif any(place > at for place, _ in _parts(frame, at + 1, len(frame.text), whole)):
        return None  # figures behind it may be parts as well
    figures = [quantity for _, quantity in parts]
    said = _RESPECTIVELY.sub("", said)
    if not 1 < len(figures) <= _MOST or PARTIAL.search(said) or MOVES.search(said):
        return None
    if any((q.value or 0.0) >= (whole.value or 0.0) for q in figures) or _run_fits(figures, whole):
        return None
    added = sum(q.value or 0.0 for q in figures)
    if not _ROOM[0] * added <= (whole.value or 0.0) <= _ROOM[1] * added:
        return None
    return Sum(whole=whole, parts=tuple(figures))


def _parts(frame: Frame, start: int, end: int, whole: Quantity) -> list[tuple[int, Quantity]]:
    """Return the figures in a stretch of a sentence that may be parts of a total."""
    return [
        (at, quantity)
        for at, quantity in frame.figures
        if start <= at < end
        and quantity.kind is whole.kind
        and (quantity.unit == whole.unit or whole.kind is Kind.COUNT)
        and quantity.value is not None
        and not quantity.malformed
        and frame.slim[at] != DATE
        and not is_whole_of_part(frame, at, quantity)
        and not _counts_groups(frame, at, quantity)
    ]


_WITH = lazy_regex(  # "7 families with 30 people", "3 buses (90 seats)"
    r"(?: [a-z-]+){1,3},? (?:\(|(?:with|of|holding|comprising|counting|numbering|totall?ing|"
    r"making up|made up of|carrying|for)(?: (?:a total of|together|some|about|in all))? )"
    r"(?P<in>[\ue000-\ue01f])"
)


def _counts_groups(frame: Frame, at: int, groups: Quantity) -> bool:
    """Whether a count is that of groups, and the next that of those who are in them."""
    found = _WITH.match(frame.text, at + 1)
    members = frame.reckoned(found.start("in")) if found is not None else None
    return (
        members is not None
        and members.kind is groups.kind is Kind.COUNT
        and bool(groups.noun and members.noun)
        and groups.noun != members.noun
        and (groups.value or 0.0) <= (members.value or 0.0)
    )


def _run_fits(figures: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether some figures in a row add up to a total."""
    return any(
        sum_fits(figures[first:last], whole)
        for first in range(len(figures))
        for last in range(first + 2, len(figures) + 1)
    )
