"""``full``: each finding with its words underlined, as a compiler shows them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.findings import Severity
from bongsu.audit.formats.terminal import painted, styled, tame, where, width
from bongsu.audit.reports import Located, Report, Spot

_AROUND = 44  # characters of a long line on either side of the words
_TOGETHER = 90  # characters from the first to the last words that are shown in one line
_DIM, _BLUE = "2", "34"


class _Mark(NamedTuple):
    """Words to underline."""

    spot: Spot
    said: str
    severity: Severity | None  # of the finding itself; none for what it rests on


def render(report: Report, *, colour: bool = False) -> str:
    """Return a report in this format."""
    return "\n".join(_finding(one, report, colour=colour) for one in report.findings)


def _finding(one: Located, report: Report, *, colour: bool) -> str:
    finding = one.finding
    rule = report.rules.get(finding.rule)
    name = f" {rule.name}" if rule else ""
    head = painted(f"{finding.severity.value} {finding.rule}{name}", one.severity, colour=colour)
    places = [one.spot.place, *(spot.place for spot, _ in one.related)]
    margin = max(len(str(place.line)) for place in places)
    bar = styled("|", _BLUE, colour=colour)
    lines = [
        f"{head}: {tame(finding.message)}",
        f"{' ' * margin}{styled('-->', _BLUE, colour=colour)} {where(one.spot)}",
        f"{' ' * margin} {bar}",
    ]
    document = one.spot.document
    for group in _groups(_marks(one)):
        if group[0].spot.document is not document:
            document = group[0].spot.document
            arrow = styled(":::", _BLUE, colour=colour)
            lines.append(f"{' ' * margin}{arrow} {where(group[0].spot)}")
        lines += _shown(group, margin, colour=colour)
    equals = styled("=", _BLUE, colour=colour)
    file = tame(shlex.quote(one.spot.document.name))
    command = styled(f"bongsu explain {one.id} {file}", _DIM, colour=colour)
    lines.append(f"{' ' * margin} {equals} {command}")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _marks(one: Located) -> list[_Mark]:
    """Return all words of a finding: those of its document as they stand, then the others."""
    own = one.spot.document
    marks = [_Mark(spot=one.spot, said="", severity=one.severity)]
    marks += [_Mark(spot=spot, said=tame(said), severity=None) for spot, said in one.related]
    return sorted(
        marks,
        key=lambda mark: (
            mark.spot.document is not own,
            mark.spot.document.name,
            mark.spot.start,
            mark.spot.end,
        ),
    )


def _groups(marks: Sequence[_Mark]) -> Iterator[list[_Mark]]:
    """Yield marks together that can be shown below one stretch of a line."""
    group: list[_Mark] = []
    for mark in marks:
        if group and not _fits(group, mark):
            yield group
            group = []
        group.append(mark)
    yield group


def _fits(group: Sequence[_Mark], mark: _Mark) -> bool:
    first, last = group[0].spot, group[-1].spot
    return (
        mark.spot.document is first.document
        and mark.spot.place.line == first.place.line == last.end_place.line
        and mark.spot.start >= last.end
        and mark.spot.end - first.start <= _TOGETHER
    )


def _shown(group: Sequence[_Mark], margin: int, *, colour: bool) -> list[str]:
    """Return a line of a source, cut to what is near the marks, and the marks below it."""
    source = group[0].spot.document.source
    start, end = group[0].spot.start, group[-1].spot.end
    line_start = source.rfind("\n", 0, start) + 1
    line_end = source.find("\n", start)
    line_end = len(source) if line_end < 0 else line_end
    first, last = max(line_start, start - _AROUND), min(line_end, end + _AROUND)
    lead = "…" if first > line_start else ""
    tail = "…" if last < line_end else ""
    line = f"{lead}{tame(source[first:last])}{tail}"
    placed = []
    for mark in group:
        column = width(lead + tame(source[first : mark.spot.start]))
        long = width(tame(source[mark.spot.start : min(mark.spot.end, line_end)]))
        placed.append((column, max(1, long), mark))
    bar = styled("|", _BLUE, colour=colour)
    number = styled(str(group[0].spot.place.line).rjust(margin), _BLUE, colour=colour)
    below = _below(placed, colour=colour)
    return [f"{number} {bar} {line}", *(f"{' ' * margin} {bar} {row}" for row in below)]


def _below(placed: Sequence[tuple[int, int, _Mark]], *, colour: bool) -> list[str]:
    """Return the row of marks, with what is said of each behind it or in a row of its own."""
    row, at, later = "", 0, []
    for number, (column, long, mark) in enumerate(placed):
        following = placed[number + 1][0] if number + 1 < len(placed) else None
        row += " " * (column - at)
        at = column + long
        if mark.severity is not None:
            row += painted("^" * long, mark.severity, colour=colour)
        else:
            row += styled("-" * long, _BLUE, colour=colour)
        if mark.said and (following is None or at + width(mark.said) + 2 <= following):
            row += f" {styled(mark.said, _BLUE, colour=colour)}"
            at += 1 + width(mark.said)
        elif mark.said:
            later.append(f"{' ' * column}{styled(mark.said, _BLUE, colour=colour)}")
    return [row, *reversed(later)]
