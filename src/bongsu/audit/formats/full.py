"""``full``: each finding with its words underlined, as a compiler shows them."""

from __future__ import annotations

import shlex

from bongsu.audit.findings import Severity
from bongsu.audit.formats.terminal import painted, styled, tame, width
from bongsu.audit.reports import Located, Report, Spot

_AROUND = 44  # characters of a long line on either side of the words
_DIM, _BLUE = "2", "34"


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
        f"{' ' * margin}{styled('-->', _BLUE, colour=colour)} {_where(one.spot)}",
        f"{' ' * margin} {bar}",
    ]
    for spot, message in _in_order(one):
        if spot is one.spot:
            lines += _shown(spot, "^", "", margin, one.severity, colour=colour)
            continue
        if spot.document is not one.spot.document:
            arrow = styled(":::", _BLUE, colour=colour)
            lines.append(f"{' ' * margin}{arrow} {_where(spot)}")
        lines += _shown(spot, "-", tame(message), margin, None, colour=colour)
    equals = styled("=", _BLUE, colour=colour)
    command = styled(f"bongsu explain {one.id} {_file(one.spot)}", _DIM, colour=colour)
    lines.append(f"{' ' * margin} {equals} {command}")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _in_order(one: Located) -> list[tuple[Spot, str]]:
    """Return all words of a finding: those of its document as they stand, then the others."""
    own = one.spot.document
    spots = [(one.spot, ""), *one.related]
    return sorted(
        spots,
        key=lambda each: (
            each[0].document is not own,
            each[0].document.name,
            each[0].start if each[0].document is own else 0,
        ),
    )


def _file(spot: Spot) -> str:
    return tame(shlex.quote(spot.document.name))


def _where(spot: Spot) -> str:
    return f"{tame(spot.document.name)}:{spot.place.label}"


def _shown(
    spot: Spot, mark: str, said: str, margin: int, severity: Severity | None, *, colour: bool
) -> list[str]:
    """Return the line of the source, cut to what is near the words, and the marks below them."""
    source = spot.document.source
    line_start = source.rfind("\n", 0, spot.start) + 1
    line_end = source.find("\n", spot.start)
    line_end = len(source) if line_end < 0 else line_end
    first, last = max(line_start, spot.start - _AROUND), min(line_end, spot.end + _AROUND)
    before = ("…" if first > line_start else "") + tame(source[first : spot.start])
    words = tame(source[spot.start : min(spot.end, line_end)])
    after = tame(source[min(spot.end, line_end) : last]) + ("…" if last < line_end else "")
    marks = mark * max(1, width(words))
    under = (
        painted(marks, severity, colour=colour) if severity else styled(marks, _BLUE, colour=colour)
    )
    bar = styled("|", _BLUE, colour=colour)
    number = styled(str(spot.place.line).rjust(margin), _BLUE, colour=colour)
    tail = f" {styled(said, _BLUE, colour=colour)}" if said else ""
    return [
        f"{number} {bar} {before}{words}{after}",
        f"{' ' * margin} {bar} {' ' * width(before)}{under}{tail}",
    ]
