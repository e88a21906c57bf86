"""Rules on sums: AR107, in sentences; tables are in `arithmetic_tables.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.fits import rounded, sum_fits, total
from bongsu.audit.frames import Frame, frames, quantities_within
from bongsu.audit.notation import form_of
from bongsu.audit.pairing import addable
from bongsu.audit.partitions import partitions
from bongsu.audit.rules import RULES, Context
from bongsu.audit.tabled import table_sums
from bongsu.audit.telling import about, shown
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A total, and parts that the text says make it up."""

    whole: Quantity
    parts: tuple[Quantity, ...]


_OPENS = form_of("arithmetic_sums", "opens")
_LISTS = form_of("arithmetic_sums", "lists")
_CLOSES = form_of("arithmetic_sums", "closes")
_SEPARATED = re.compile(r"(?:,| and |;| plus |\+| as well as )")
_PARTIAL = re.compile(
    r"\b(?:includ\w+|such as|among|of which|of whom|up from|down from|compared|versus|than|or|"
    r"e\.g|for example|mainly|mostly|notably|led by|especially|at least|per|each|respectively|"
    r"followed by|between|range|rang\w+|up|down|rose|fell|grew|increas\w+|decreas\w+|about half|"
    r"equivalent|nearly half|average|since|until)\b",
    re.IGNORECASE,
)
_ADDS_UP = re.compile(r"\badd(?:s|ing)? up to\b", re.IGNORECASE)
_LEAST, _MOST = (
    0.6,
    1.6,
)  # of the total: parts that come nowhere near it are parts of something else
_ALL, _HALF = 100.0, 50.0  # percent


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
            f"the shares add up to {shown(right)} percent, "
            "and with the remainder named they are all",
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


def _after_total(frame: Frame, figures: Sequence[tuple[int, Quantity]]) -> Iterator[Sum]:
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


def _before_total(frame: Frame, figures: Sequence[tuple[int, Quantity]]) -> Iterator[Sum]:
    """Yield totals that follow their parts: "a and b, for a total of t"."""
    for match in _CLOSES.finditer(frame.text):
        whole = frame.quantity(match, "t")
        said = _ADDS_UP.sub("", match[0])
        if whole is None or whole.kind in _NO_SUMS or _PARTIAL.search(said):
            continue
        if said != match[0]:
            whole = replace(whole, comparator=Comparator.EXACT)  # not "up to": "add up to"
        parts: list[Quantity] = []
        end = match.start()
        for at, figure in reversed(figures):
            if at >= match.start() or figure.kind is Kind.ORDINAL:
                continue
            between = frame.text[at + 1 : end]
            pair = addable(figure, whole, frame)
            if pair is None or _PARTIAL.search(between) or len(between) > 90 or "." in between[:2]:
                break
            if parts and not _SEPARATED.search(between):
                break
            parts.insert(0, pair[0])
            end = at
        if len(parts) < 2 or _PARTIAL.search(frame.text[max(0, end - 25) : end]):
            continue
        if len(parts) == 2 or _near(parts, whole):
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
    figures: Sequence[tuple[int, Quantity]],
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
        if at < start or at >= stop or figure.kind is Kind.ORDINAL:
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


_NEARLY_ALL, _TOO_MANY = 85.0, 150.0  # percent: farther off, other parts are told elsewhere


_REST = re.compile(
    r"\b(?:the|its|their|all) (?:rest|remainder|remaining|others?|balance)\b", re.IGNORECASE
)
_REST_AFTER = re.compile(
    r"[^,;]{0,20}\b(?:no opinion|no answer|no view|cannot say|could not say|can't say|"
    r"undecided|not sure|unsure|(?:do|did|does) not know|don\u2019t know|don't know|all others)\b",
    re.IGNORECASE,
)


def _whole_in_percent(evidence: Evidence) -> Iterator[tuple[Quantity, ...]]:
    """Yield the shares of one whole where the last is that of all who are left."""
    for frame in frames(evidence):
        shares = [(at, q) for at, q in frame.figures if q.kind is Kind.PERCENT]
        others = [q for _, q in frame.figures if q.kind in {Kind.PERCENT_CHANGE, Kind.POINTS}]
        if len(shares) < 2 or others or len(shares) > 8:
            continue
        last_at = shares[-1][0]
        lead = frame.text[max(0, last_at - 35) : last_at]
        if not _REST.search(lead) and not (
            len(shares) > 2 and _REST_AFTER.match(frame.text, last_at + 1)
        ):
            continue
        said = frame.text[shares[0][0] : last_at]
        if not _PARTIAL.search(said):
            yield from _all_of_it(tuple(q for _, q in shares))
    yield from _items_in_percent(evidence)


def _all_of_it(shares: tuple[Quantity, ...]) -> Iterator[tuple[Quantity, ...]]:
    added = total(*(rounded(share) for share in shares))
    if sum(share.bounds[0] > _HALF for share in shares) > 1:
        return  # two majorities of one whole are CO703
    if not added.holds(_ALL) and added.high >= _NEARLY_ALL and added.low <= _TOO_MANY:
        yield shares


_MOST_ITEMS = 20  # of a list of shares


def _items_in_percent(evidence: Evidence) -> Iterator[tuple[Quantity, ...]]:
    """Yield the shares of a list of which each item has one and the last is of all others."""
    run: list[Quantity] = []
    for block in evidence.article.blocks:
        if block.kind is not BlockKind.ITEM:
            run = []
            continue
        figures = quantities_within(evidence, block.start, block.end)
        shares = [q for q in figures if q.kind is Kind.PERCENT]
        if len(shares) != 1 or len(run) >= _MOST_ITEMS:
            run = []
            continue
        run.append(shares[0])
        if len(run) > 2 and _REST.search(evidence.words(block)):
            yield from _all_of_it(tuple(run))
