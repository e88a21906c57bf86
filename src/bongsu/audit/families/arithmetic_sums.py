"""Rules on sums: AR107, in sentences; tables are in `arithmetic_tables.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.fits import rounded, sum_fits, total
from bongsu.audit.frames import Frame, frames, pattern
from bongsu.audit.pairing import addable
from bongsu.audit.partitions import partitions, period_of
from bongsu.audit.telling import about, shown
from bongsu.audit.rules import RULES, Context
from bongsu.audit.tabled import table_sums
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A total, and parts that the text says make it up."""

    whole: Quantity
    parts: tuple[Quantity, ...]


_OPENS = pattern(
    r"<t>~60\b(?:consist(?:s|ed|ing)? of|compris(?:es|ed|ing)|compos(?:ed|ing) of|made up of|"
    r"makes? up of|split (?:between|into|among)|divided (?:between|into|among)|"
    r"broken down into|namely|is the sum of|the sum of)\b"
)
_LISTS = pattern(r"<t>(?:~40)(?P<mark>[:(\u2014\u2013])")
_CLOSES = pattern(
    r",? ?(?:and |or |for |bringing |making |giving |thus |which |that |adding |add )*"
    r"(?:for |to |up |the |its |their |an? |of )*"
    r"(?:total(?:s|ed|ing|led|ling)?|sum|summing|adding up|adds? up|combined|altogether|in all|"
    r"(?:together|jointly)(?: (?:account|make|amount|come))?[a-z ]{0,20}?)\b~35_<t>"
)
_SEPARATED = re.compile(r"(?:,| and |;| plus |\+| as well as )")
_PARTIAL = re.compile(
    r"\b(?:includ\w+|such as|among|of which|of whom|up from|down from|compared|versus|from|than|or|"
    r"e\.g|for example|mainly|mostly|notably|led by|especially|at least|per|each|respectively|"
    r"followed by|between|range|rang\w+|up|down|rose|fell|grew|increas\w+|decreas\w+|about half|"
    r"equivalent|nearly half|average|since|until)\b",
    re.IGNORECASE,
)
_REMAINDER = re.compile(r"\b(?:rest|remaind\w+|remaining|others?|balance)\b", re.IGNORECASE)
_LEAST, _MOST = 0.6, 1.6  # of the total: parts that come nowhere near it are parts of something else
_ALL = 100.0


@RULES.add("AR107", "sum-mismatch", Severity.ERROR)
def ar107(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Parts do not add up to the total that the text or the table gives."""
    rule = RULES["AR107"]
    seen: set[int] = set()
    for found in (*_prose(evidence), *_split_groups(evidence)):
        if found.whole.start in seen or sum_fits(found.parts, found.whole):
            continue
        seen.add(found.whole.start)
        right = total(*(rounded(part) for part in found.parts))
        yield about(
            rule,
            evidence,
            found.whole,
            f"{' + '.join(evidence.words(part) for part in found.parts)} is {shown(right)}, "
            f"not {evidence.words(found.whole)}",
            inputs={f"part {at + 1}": part for at, part in enumerate(found.parts)},
            result=right,
        )
    for shares in _whole_in_percent(evidence):
        right = total(*(rounded(share) for share in shares))
        yield about(
            rule,
            evidence,
            shares[-1],
            f"the shares add up to {shown(right)} percent, and with the remainder named they are all",
            inputs={f"part {at + 1}": share for at, share in enumerate(shares[:-1])},
            result=right,
        )
    yield from table_sums(evidence)


def _prose(evidence: Evidence) -> Iterator[Sum]:
    for frame in frames(evidence):
        figures = frame.figures
        if len(figures) < 3:
            continue
        yield from _after_total(frame, figures)
        yield from _before_total(frame, figures)


def _after_total(frame: Frame, figures: list[tuple[int, Quantity]]) -> Iterator[Sum]:
    """Yield totals that are followed by a list of parts."""
    for form, strict in ((_OPENS, False), (_LISTS, True)):
        for match in form.finditer(frame.text):
            whole = frame.quantity(match, "t")
            if whole is None or whole.kind in _NO_SUMS:
                continue
            parts = _run(frame, figures, match.end(), whole, closed=strict and match["mark"] == "(")
            if len(parts) < 2 or (strict and not _near(parts, whole)):
                continue
            if not strict or not _PARTIAL.search(frame.text[match.end("t") : match.end()]):
                yield Sum(whole=whole, parts=parts)


def _before_total(frame: Frame, figures: list[tuple[int, Quantity]]) -> Iterator[Sum]:
    """Yield totals that follow their parts: "a and b, for a total of t"."""
    for match in _CLOSES.finditer(frame.text):
        whole = frame.quantity(match, "t")
        if whole is None or whole.kind in _NO_SUMS or _PARTIAL.search(match[0]):
            continue
        parts: list[Quantity] = []
        end = match.start()
        for at, figure in reversed(figures):
            if at >= match.start():
                continue
            between = frame.text[at + 1 : end]
            pair = addable(figure, whole, frame)
            if pair is None or _PARTIAL.search(between) or len(between) > 90 or "." in between[:2]:
                break
            if parts and not _SEPARATED.search(between):
                break
            parts.insert(0, pair[0])
            end = at
        if len(parts) >= 2 and (len(parts) == 2 or _near(tuple(parts), whole)):
            if not _PARTIAL.search(frame.text[max(0, end - 25) : end]):
                yield Sum(whole=whole, parts=tuple(parts))


_NO_SUMS = {
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


def _run(
    frame: Frame,
    figures: list[tuple[int, Quantity]],
    start: int,
    whole: Quantity,
    *,
    closed: bool,
) -> tuple[Quantity, ...]:
    """Return the parts that follow a total, none if anything but a plain list stands between."""
    stop = frame.text.find(")", start) if closed else len(frame.text)
    parts: list[Quantity] = []
    end = start
    for at, figure in figures:
        if at < start or at >= stop:
            continue
        between = frame.text[end:at]
        if _PARTIAL.search(between) or len(between) > 80 or figure.value is None:
            return ()
        if parts and not _SEPARATED.search(between):
            return ()
        pair = addable(figure, whole, frame)
        if pair is None:
            if figure.kind in {Kind.PERCENT, Kind.ORDINAL, Kind.DURATION} and parts:
                continue  # "USD 5 billion (20 percent)"
            return ()
        parts.append(pair[0])
        end = at + 1
    tail = frame.text[end : end + 60]
    if _PARTIAL.search(tail) or re.search(r"\b(?:more|additional|other|others|among)\b", tail):
        return ()
    return tuple(parts)


def _near(parts: Sequence[Quantity], whole: Quantity) -> bool:
    if whole.value is None or any(part.value is None for part in parts):
        return False
    added = sum(part.value or 0.0 for part in parts)
    return _LEAST * whole.value <= added <= _MOST * whole.value


_CLOSE = 0.15  # of a total: a figure of the same year so near to a sum is meant to be it


def _split_groups(evidence: Evidence) -> Iterator[Sum]:
    """Yield totals of a year whose two groups another sentence counts."""
    for split in partitions(evidence):
        if split.period is None or split.whole.value is None:
            continue
        parts = tuple(split.parts.values())
        near = [
            claim.quantity
            for claim in evidence.claims
            if claim.period == split.period
            and claim.quantity.kind is Kind.COUNT
            and claim.quantity.comparator is Comparator.EXACT
            and claim.quantity not in parts
            and claim.quantity.value is not None
            and abs(claim.quantity.value / split.whole.value - 1) < _CLOSE
        ]
        if near and not any(sum_fits(parts, figure) for figure in near):
            yield Sum(whole=near[0], parts=parts)


_PERCENT_LIST = pattern(r"<a:percent>~60(?:,|\band\b)~60<b:percent>")


def _whole_in_percent(evidence: Evidence) -> Iterator[tuple[Quantity, ...]]:
    """Yield the shares of one whole where the last is "the remaining"."""
    for frame in frames(evidence):
        shares = [(at, q) for at, q in frame.figures if q.kind is Kind.PERCENT]
        others = [q for _, q in frame.figures if q.kind in {Kind.PERCENT_CHANGE, Kind.POINTS}]
        if len(shares) < 2 or others or len(shares) > 8:
            continue
        last_at = shares[-1][0]
        lead = frame.text[max(0, last_at - 35) : last_at]
        if not re.search(r"\b(?:the|its|their) (?:rest|remainder|remaining|other|balance)\b", lead, re.IGNORECASE):
            continue
        said = frame.text[shares[0][0] : last_at]
        if _PARTIAL.search(said):
            continue
        figures = tuple(q for _, q in shares)
        added = total(*(rounded(q) for q in figures))
        if not added.holds(_ALL):
            yield figures
