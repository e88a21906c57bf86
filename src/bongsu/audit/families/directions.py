"""Words of direction against the values that they lead to (CO)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.rules import RULES, Context
from bongsu.audit.sameness import neighbours
from bongsu.audit.wording import matcher, prose
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, within


def _related(evidence: Evidence, start: int, end: int, message: str) -> Related:
    return Related(start=start, end=end, message=message, document=evidence.document)


@RULES.add("CO705", "direction-against-values", Severity.ERROR)
def direction_against_values(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Something rises to a smaller value, or falls to a larger one."""
    for sentence, words in prose(evidence):
        stated = [
            q
            for q in within(evidence.quantities, sentence.start, sentence.end)
            if q.value is not None and q.kind not in {Kind.ORDINAL, Kind.MULTIPLE}
        ]
        for first, second in neighbours(stated):
            if first.kind is not second.kind or first.unit != second.unit:
                continue
            if second.start - first.end > 60:
                continue
            found = _told_move(words, first, second, sentence.start)
            if found is not None:
                yield from _wrong_way(evidence, *found)
    yield from _moved_dates(evidence)


_LEAD = 200  # code points before two values in which their verb stands
_Move = tuple[str, tuple[int, int], Quantity, Quantity]


def _told_move(words: str, first: Quantity, second: Quantity, offset: int) -> _Move | None:
    """Return the direction that the words between and before two figures tell, with both."""
    between = words[first.end - offset : second.start - offset]
    before = words[max(0, first.start - offset - _LEAD) : first.start - offset]
    at = max(offset, first.start - _LEAD)
    if re.fullmatch(
        r",?\s(?:\([^()]*\)\s)?to(?:\s(?:about|around|some|nearly|just|only|over|a|an))?\s", between
    ):
        lead = re.search(
            r"\bfrom(?:\s(?:a|an|about|around|some|nearly|just|only|over|around))?\s$", before
        )
        verb = _last_direction(before[: lead.start()]) if lead else None
        return (verb[0], (at + verb[1], at + verb[2]), first, second) if verb else None
    reverse = re.fullmatch(
        r",?\s(?:\([^()]*\)\s)?(?:from)(?:\s(?:a|an|about|around|some|nearly|just|only|over))?\s",
        between,
    )
    lead = re.search(r"\bto(?:\s(?:a|an|about|around|some|nearly|just|only|over))?\s$", before)
    if reverse and lead:
        verb = _last_direction(before[: lead.start()])
        return (verb[0], (at + verb[1], at + verb[2]), second, first) if verb else None
    beside = re.fullmatch(
        r",?\s?\(?(?P<way>up|down|higher|lower)\s(?:from|than)(?:\s(?:a|an|the|about|some))?\s",
        between,
    )
    if beside is not None:
        way = "up" if beside["way"] in {"up", "higher"} else "down"
        begin = first.end + beside.start("way")
        return way, (begin, begin + len(beside["way"])), second, first
    return None


def _last_direction(before: str) -> tuple[str, int, int] | None:
    """Return the last word of direction before "from", if it stands close and alone."""
    clause = re.split(r"[;:—]|\b(?:and|but|while|whereas|when|as|that|which|who)\b", before)[-1]
    at = len(before) - len(clause)
    found = [
        (way, at + match.start(), at + match.end())
        for way in ("up", "down")
        for match in matcher("consistency", way).finditer(clause)
    ]
    if len(found) != 1 or len(before) - found[0][2] > 80:
        return None
    rest = before[found[0][2] :]
    if matcher("consistency", "inverse").search(clause) or re.search(r"\bby\b.*\bby\b|,.*,", rest):
        return None
    return found[0]


def _wrong_way(
    evidence: Evidence, way: str, span: tuple[int, int], start: Quantity, end: Quantity
) -> Iterator[Finding]:
    low, high = start.rounded, end.rounded
    begin, finish = start.value, end.value
    if begin is None or finish is None or begin < 0 or finish < 0 or low.meets(high):
        if begin is None or begin != finish or start.step != end.step:
            return
        if start.comparator is not Comparator.EXACT or end.comparator is not Comparator.EXACT:
            return
    if (way == "up") == (finish > begin) and finish != begin:
        return
    verb = evidence.text[span[0] : span[1]]
    yield RULES["CO705"].finding(
        evidence.document,
        span[0],
        max(start.end, end.end),
        f"“{verb}”, but from {evidence.words(start)} to {evidence.words(end)} it is not {way}",
        related=[
            _related(evidence, start.start, start.end, "from"),
            _related(evidence, end.start, end.end, "to"),
        ],
        evidence={"direction": way, "from": begin, "to": finish},
    )


def _moved_dates(evidence: Evidence) -> Iterator[Finding]:
    """Yield what is delayed to an earlier date, or brought forward to a later one."""
    for sentence, words in prose(evidence):
        dates = [
            d for d in within(evidence.dates, sentence.start, sentence.end) if d.first and d.last
        ]
        for first, second in pairwise(dates):
            between = evidence.text[first.end : second.start]
            begin = max(sentence.start, first.start - _LEAD)
            before = words[begin - sentence.start : first.start - sentence.start]
            lead = re.search(r"\s\(?from\s$", before)
            if between.strip() != "to" or lead is None:
                continue
            clause = re.split(r"[;:—]|,\s(?:and|but|while)\b", before[: lead.start()])[-1]
            later = list(matcher("consistency", "later").finditer(clause))
            sooner = list(matcher("consistency", "sooner").finditer(clause))
            if len(later) + len(sooner) != 1 or not first.last or not second.first:
                continue
            verb = (later or sooner)[0]
            backward = (
                second.last is not None and first.first is not None and second.last < first.first
            )
            forward = second.first > first.last
            if (later and backward) or (sooner and forward):
                start = begin + lead.start() - len(clause) + verb.start()
                yield RULES["CO705"].finding(
                    evidence.document,
                    start,
                    second.end,
                    f"“{verb[0]}”, but {second.edtf} is "
                    f"{'before' if later else 'after'} {first.edtf}",
                    related=[
                        _related(evidence, first.start, first.end, "from"),
                        _related(evidence, second.start, second.end, "to"),
                    ],
                )
