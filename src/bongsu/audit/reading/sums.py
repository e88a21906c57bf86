"""Totals that a text gives beside their parts, wherever in the sentence each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bongsu.audit.notation import Form, form_of, forms
from bongsu.audit.reading.fits import sum_fits
from bongsu.audit.reading.frames import Frame, all_frames, frames
from bongsu.audit.reading.pairing import addable
from bongsu.evidence.mentions import Comparator, Evidence, Granularity, Kind, Quantity
from bongsu.patterns import lazy_regex, regex


class Sum(NamedTuple):
    """A total, and parts that the text says make it up."""

    whole: Quantity
    parts: tuple[Quantity, ...]
    sure: bool = True  # whether something says that these are the parts
    cut_off: bool = True  # whether a figure may have been cut off, and not only rounded
    complete: bool = False  # whether the names of the parts say that there are no others


_OPENS = form_of("sums", "opens")
_LISTS = form_of("sums", "lists")
_BESIDE = form_of("sums", "beside")
_CLOSES = forms("sums", "closes")
_PLUS = form_of("sums", "plus")
_SEPARATED = lazy_regex(r"(?:,| and |;| plus |\+| as well as )")
PARTIAL = regex(
    r"\b(?:includ\w+|such as|among|of which|of whom|up from|down from|compared|versus|than|or|"
    r"e\.g|for example|mainly|mostly|notably|led by|especially|at least|per|each|respectively|"
    r"followed by|between|range|rang\w+|up|down|rose|fell|grew|increas\w+|decreas\w+|about half|"
    r"equivalent|nearly half|average|since|until)\b",
    re.IGNORECASE,
)
_ADDS_UP = lazy_regex(r"\badd(?:s|ing)? up to\b", re.IGNORECASE)
_WIDE = (0.6, 1.6)  # of the total: parts that come nowhere near it are parts of something else
_TIGHT = (0.85, 1.18)  # where nothing but their place says that they are parts
NO_SUMS = {  # figures of these kinds are no parts of a total, and no total
    Kind.PERCENT,
    Kind.PERCENT_CHANGE,
    Kind.POINTS,
    Kind.MULTIPLE,
    Kind.FRACTION,
    Kind.ORDINAL,
    Kind.INDEX,
    Kind.RATE,
    Kind.AGE,
}
_ASIDE = {Kind.PERCENT, Kind.ORDINAL, Kind.DURATION}  # "USD 5 billion (20 percent)"


def sums(evidence: Evidence) -> Iterator[Sum]:
    """Yield the totals of an article with the parts that its sentences name."""
    for found in _told(evidence):
        if not any(part.kind in NO_SUMS for part in found.parts):
            yield found  # shares told between are of the parts, and no parts


def _told(evidence: Evidence) -> Iterator[Sum]:
    for frame in frames(evidence):
        if len(frame.figures) > 2:
            yield from _after_total(frame)
            yield from _beside(frame)
            yield from _before_total(frame)
            yield from _plus(frame)
    yield from _remainders(evidence)
    yield from _quarters(evidence)


_IN_QUARTER = regex(
    r" (?:[a-z]+ )?(?:in|for|during) (?:the )?"
    r"(?:q[1-4]|(?:first|second|third|fourth|last|final) quarter|\ue020)",
    re.IGNORECASE,
)
_ALL_QUARTERS = 4


def _quarters(evidence: Evidence) -> Iterator[Sum]:
    """Yield the figures of four quarters with the figure of the year in the sentences before."""
    earlier: list[Frame] = []
    for frame in all_frames(evidence):
        parts = tuple(
            q
            for at, q in frame.figures
            if _IN_QUARTER.match(frame.text, at + 1) and _is_quarter(frame, at)
        )
        if len(parts) == _ALL_QUARTERS and not any(q.kind in NO_SUMS for q in parts):
            near = [
                q
                for other in [*earlier[-2:], frame]
                if other.sentence.block == frame.sentence.block
                for _, q in other.figures
                if q not in parts and q.kind is parts[0].kind and _near(parts, q, _TIGHT)
            ]
            if near and not any(sum_fits(parts, q) for q in near):
                yield Sum(whole=near[0], parts=parts)
        earlier.append(frame)


def _is_quarter(frame: Frame, at: int) -> bool:
    date = next((d for d in frame.dates(at, at + 40)), None)
    return date is None or date.granularity is Granularity.QUARTER


def _after_total(frame: Frame) -> Iterator[Sum]:
    """Yield totals that are followed by a list of parts."""
    for form, strict in ((_OPENS, False), (_LISTS, True)):
        for match in form.finditer(frame.text):
            whole = frame.quantity(match, "t")
            if whole is None or whole.kind in NO_SUMS or (strict and _glosses(frame, match)):
                continue
            parts = _run(frame, match.end(), whole, closed=strict and match["mark"] == "(")
            if len(parts) < 2 or (strict and not _near(parts, whole, _WIDE)):
                continue
            if _beyond(parts, whole) or (strict and _scale(parts, whole)):
                continue
            between = _PER_TIME.sub("", frame.text[match.end("t") : match.end()])
            if not strict or not PARTIAL.search(between):
                yield Sum(whole=whole, parts=parts)


def _beside(frame: Frame) -> Iterator[Sum]:
    """Yield totals with three parts or more behind a comma: "30 seats, 12 of labor, 9 of"."""
    for match in _BESIDE.finditer(frame.text):
        whole = frame.quantity(match, "t")
        if whole is None or whole.kind in NO_SUMS or PARTIAL.search(match[0]):
            continue
        if _glosses(frame, match) or _LISTED_BEFORE.search(frame.text, 0, match.start("t")):
            continue
        if _ARE.search(frame.text, 0, match.start("t")):
            continue
        parts = _run(frame, match.start("p"), whole, closed=False)
        if len(parts) < _LISTED or not _near(parts, whole, _TIGHT):
            continue
        if _one_of_them(frame, whole, parts):
            continue
        if not frame.dates(match.start("p"), _place(frame, parts[-1])):
            yield Sum(whole=whole, parts=parts)


_FORMS = (  # what may follow every figure of one list: a name, or a noun with its gloss
    lazy_regex(r" [A-Z]"),
    lazy_regex(r"(?: [a-z-]+){1,3} \("),
    *(lazy_regex(rf" {word} ") for word in ("for", "from", "in", "to", "by", "at")),
)


# two of a list already: "24,513 for opinion, 23,480 religion, 10,757 ..." opens no total
_LISTED_BEFORE = lazy_regex(
    r"[\ue000-\ue01f](?: [a-z-]+){1,5}, [\ue000-\ue01f](?: [a-z-]+){1,5}, (?:and )?$"
)


_ARE = lazy_regex(r"\b(?:means|averages|medians|values|figures|levels|counts) (?:are|were) $")


def _one_of_them(frame: Frame, whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether what may be a total is told as its parts are: "9.9 million Seoul, 3.4 million Busan".

    "30 seats, 12 of labor" is not: the parts are told in another way than their total.
    """
    places = [_place(frame, one) + 1 for one in (whole, *parts)]
    return any(all(form.match(frame.text, at) for at in places) for form in _FORMS)


def _glosses(frame: Frame, match: re.Match[str]) -> bool:
    """Whether what may be a total stands in a bracket that ends before the list: one part more."""
    said = frame.text[match.start("t") : match.end()]
    return ")" in said and "(" not in said.partition(")")[0]


_LISTED = 3  # parts that are a list where no word says so


def _place(frame: Frame, quantity: Quantity) -> int:
    return next(at for at, figure in frame.figures if figure.start == quantity.start)


def _before_total(frame: Frame) -> Iterator[Sum]:
    """Yield totals that follow their parts: "a and b, for a total of t"."""
    for match in (found for form in _CLOSES for found in form.finditer(frame.text)):
        whole = frame.quantity(match, "t")
        said = _ADDS_UP.sub("", match[0])
        if whole is None or whole.kind in NO_SUMS or PARTIAL.search(said.removeprefix(", or ")):
            continue
        if said != match[0]:
            whole = replace(whole, comparator=Comparator.EXACT)  # not "up to": "add up to"
        parts, first = _run_before(frame, match.start(), whole)
        if _OTHER_CLAUSE.search(frame.text, first, match.start()):
            continue  # "and B 10 billion, while C totaled 15"
        if _THAN.search(frame.text, first, match.start("t")):
            continue  # "116 billion more than the total of 2025"
        lead = frame.text[max(0, first - 25) : first]
        if len(parts) < 2 or PARTIAL.search(lead) or _FURTHER.search(lead):
            continue
        if _beyond(parts, whole):
            continue
        if (len(parts) == 2 and "sure" not in match.re.groupindex) or _near(parts, whole, _WIDE):
            yield Sum(whole=whole, parts=parts)


_THAN = lazy_regex(r"\b(?:than|compared (?:with|to)|against|versus) [a-z ]*$")
_OTHER_CLAUSE = lazy_regex(r"\b(?:while|whereas|but)\b")


def _run_before(frame: Frame, end: int, whole: Quantity) -> tuple[tuple[Quantity, ...], int]:
    """Return the parts before a place, and where the first of them stands."""
    parts: list[Quantity] = []
    stop = end
    for at, figure in reversed(frame.figures):
        if at >= stop or figure.kind is Kind.ORDINAL or is_whole_of_part(frame, at, figure):
            continue
        between = frame.text[at + 1 : end]
        pair = addable(figure, whole, frame)
        if pair is None or PARTIAL.search(between) or len(between) > 90 or "." in between[:2]:
            break
        if parts and not _SEPARATED.search(between):
            break
        parts.insert(0, pair[0])
        end = at
    return tuple(parts), end


_OF_WHOLE = lazy_regex(
    r"(?P<part>[\ue000-\ue01f])(?:(?: [a-z-]+){0,2} out)?(?: [a-z-]+){0,2}? of "
    r"(?:(?:the|its|their|all|a total of|some|about) ){0,2}$"
)
_LONG_WHOLE = 50  # signs before a whole in which its part stands


def is_whole_of_part(frame: Frame, at: int, whole: Quantity) -> bool:
    """Whether a figure is only what another is a part of: the 300 of "175 of 300 seats"."""
    found = _OF_WHOLE.search(frame.text[max(0, at - _LONG_WHOLE) : at])
    if found is None:
        return False
    part = frame.reckoned(max(0, at - _LONG_WHOLE) + found.start("part"))
    return (
        part is not None
        and part.kind is whole.kind
        and (part.unit == whole.unit or not part.noun)
        and 0 < (part.value or 0.0) <= (whole.value or 0.0)
    )


def _plus(frame: Frame) -> Iterator[Sum]:
    """Yield "the sum of a and b is t", "a plus b makes t"."""
    for match in _PLUS.finditer(frame.text):
        first = frame.quantity(match, "p") or frame.quantity(match, "o")
        second, whole = frame.quantity(match, "q"), frame.quantity(match, "t")
        if first is None or second is None or whole is None or whole.kind in NO_SUMS:
            continue
        pairs = [addable(part, whole, frame) for part in (first, second)]
        if pairs[0] is not None and pairs[1] is not None:
            yield Sum(whole=whole, parts=(pairs[0][0], pairs[1][0]))


def _run(frame: Frame, start: int, whole: Quantity, *, closed: bool) -> tuple[Quantity, ...]:
    """Return the parts that follow a total, none if anything but a plain list stands between."""
    stop = frame.text.find(")", start) if closed else len(frame.text)
    parts: list[Quantity] = []
    end = start
    for at, figure in frame.figures:
        if at < start or at >= stop or figure.kind is Kind.ORDINAL:
            continue
        between = _PER_TIME.sub("", frame.text[end:at])
        if PARTIAL.search(between) or len(between) > 80 or figure.value is None:
            return ()
        if parts and not _SEPARATED.search(between):
            return ()
        pair = addable(figure, whole, frame)
        if pair is None:
            if figure.kind in _ASIDE and parts:
                continue
            return ()
        parts.append(pair[0])
        end = at + 1
    tail = frame.text[end : end + 60]
    if PARTIAL.search(tail) or regex(r"\b(?:more|additional|other|others|among)\b").search(tail):
        return ()
    return tuple(parts)


_PER_TIME = lazy_regex(  # "68 hours per week (i.e., 40 on weekdays, 12 of overtime per week)"
    r"^(?: [a-z]+)? per (?:week|day|month|year)\b|^(?: of [a-z]+)? per (?:week|day)\b"
)
_FURTHER = lazy_regex(r"\b(?:additional|further|more|another|extra)\b", re.IGNORECASE)
_SCALE = 10  # "from 1 to 4 (1 is best, 4 is worst)" is no sum


def _beyond(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether one part alone outweighs the total by far, so that it is a part of something else."""
    return whole.value is not None and any((q.value or 0.0) > 1.2 * whole.value for q in parts)


def _scale(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether small bare numbers are marks of a scale."""
    figures = (*parts, whole)
    return not any(q.noun for q in figures) and all((q.value or 0.0) <= _SCALE for q in figures)


def _near(parts: Sequence[Quantity], whole: Quantity, room: tuple[float, float]) -> bool:
    if whole.value is None or any(part.value is None for part in parts):
        return False
    added = sum(part.value or 0.0 for part in parts)
    return room[0] * whole.value <= added <= room[1] * whole.value


_REST = form_of("sums", "rest")
_SPLIT_HERE = forms("sums", "split_here")
_SPLIT_BEFORE = Form(r"^\W*(?:of|out of) (?:this|these|those|them|that|which|the total)\b")


def _remainders(evidence: Evidence) -> Iterator[Sum]:
    """Yield wholes of which one sentence tells all parts, since it names what remains.

    The whole opens the sentence ("of the 300 seats, 175 ... and the remaining 125"), or it is the
    only figure of its unit in the sentence before ("of these").
    """
    before: Frame | None = None
    for frame in all_frames(evidence):
        rest = _REST.search(frame.text)
        last = frame.quantity(rest, "r") if rest is not None else None
        if rest is not None and last is not None and last.kind not in NO_SUMS:
            found = _all_parts(frame, before, rest.start("r"), last)
            again = found is not None and any(
                at > rest.start("r") and sum_fits(found.parts, q)
                for at, q in frame.figures
                if q.kind is last.kind
            )  # "170 of 300 seats and the other two parties 22, for a total of 192"
            if found is not None and not again and _near(found.parts, found.whole, _WIDE):
                yield found
        before = frame


def _all_parts(frame: Frame, before: Frame | None, end: int, last: Quantity) -> Sum | None:
    split = next(filter(None, (form.search(frame.text, 0, end) for form in _SPLIT_HERE)), None)
    whole = frame.quantity(split, "w") if split is not None else None
    start = split.end() if split is not None else 0
    first = frame.quantity(split, "p") if split is not None else None
    if split is None and _next(before, frame) and before is not None:
        told = _SPLIT_HERE[0].search(before.text)
        counts = [q for _, q in before.figures if q.kind is Kind.COUNT]
        if told is not None and len(counts) == _PART_AND_WHOLE:
            first, whole, split = before.quantity(told, "p"), before.quantity(told, "w"), told
    if split is None and _SPLIT_BEFORE.search(frame.text) and _next(before, frame):
        same = [q for _, q in before.figures if q.kind is last.kind] if before is not None else []
        whole = same[0] if len(same) == 1 else None
    if whole is None or whole.kind in NO_SUMS:
        return None
    parts: list[Quantity] = [first] if first is not None else []
    for at, figure in frame.figures:
        if not start <= at <= end or figure.kind in _ASIDE:
            continue
        pair = addable(figure, whole, frame)
        if pair is None or figure.value is None:
            return None
        parts.append(pair[0])
    said = frame.text[start:end]
    if len(parts) < 2 or PARTIAL.search(said) or _UNREAD.search(said):
        return None
    if split_again([part.value or 0.0 for part in parts]):
        return None
    return Sum(whole=whole, parts=tuple(parts))


def split_again(parts: Sequence[float]) -> bool:
    """Whether the last two parts are those of one before them: "64 jets; 3 now, the other 61"."""
    return any(part == sum(parts[-2:]) for part in parts[:-2])


_UNREAD = lazy_regex(r"(?<![\w.-])\d+(?![\w-])")  # a part that was not taken for a figure
_PART_AND_WHOLE = 2  # counts of a sentence that counts nothing else


def _next(before: Frame | None, frame: Frame) -> bool:
    return (
        before is not None
        and before.index + 1 == frame.index
        and before.sentence.block == frame.sentence.block
    )
