"""A report of the ledger as one HTML page: sums, groups, charts, a note for every source."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping

import altair as alt
import jinja2
from markupsafe import Markup

from bongsu.brief.page import inlined, style, style_hash
from bongsu.charts import SIZES, Bar, Frame, Mark, bars, svg, timeline, unchecked
from bongsu.ledger.articles import source_of
from bongsu.ledger.events import Event
from bongsu.ledger.report import GROUPS, Report, busiest_month
from bongsu.ledger.reporting import (
    APART,
    counted,
    heading,
    money,
    numbers,
    rows,
    sums_in_words,
    words_of,
)
from bongsu.ledger.schema import CLASSES
from bongsu.version import __version__

_SETTLED = frozenset({"signed", "funded", "under_way", "done"})
_DIPLOMACY = "Diplomacy"
_LANES = 12  # at most; further sectors stand together
_PLACES = 20  # at most; further places stand together
_OTHERS = "Other sectors"


def as_html(report: Report) -> str:
    """Return a report as one page that needs nothing beside it."""
    notes: dict[str, int] = {}

    def note(source: str) -> int:
        return notes.setdefault(source, len(notes) + 1)

    with unchecked():
        figures = [figure for figure in (_timeline(report), _places(report)) if figure]
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("bongsu.brief", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"numbers": numbers, "words": words_of}
    return environment.get_template("ledger.html.j2").render(
        version=__version__,
        style=Markup(style()),  # noqa: S704  # our own file, no input in it
        style_hash=style_hash(),
        title=heading(report),
        counted=counted(report) or "Nothing",
        apart=APART,
        sums=[(CLASSES.get(s.class_, s.class_), money(s.value, s.currency), s.rows)
              for s in report.sums],
        groups=[(title, report.groups[name]) for name, (title, _) in GROUPS.items()],
        sums_in_words=sums_in_words,
        deals=rows(report.deals, report),
        events=rows(report.events, report),
        figures=figures,
        since=report.since,
        changes=[(one, source_of(one.statement, report.sources)) for one in report.changes],
        note=note,
        notes=notes,
    )  # fmt: skip


def _timeline(report: Report) -> dict[str, object] | None:
    month, found = busiest_month(report)
    if not month:
        return None
    name = dt.date.fromisoformat(f"{month}-01").strftime("%B")
    title = f"{name} held {len(found)} of {len(report.deals)} entries"
    subtitle = (
        "Deals by their first sector, and diplomatic events; solid where signed or done, light "
        "where announced."
    )
    marks = _marks(report)

    def drawn(frame: Frame) -> alt.LayerChart:
        return timeline(marks, frame, first=report.period.start, last=report.period.end)

    return _figure(title, subtitle, "Entries by day, a lane for each sector.", drawn)


def _marks(report: Report) -> list[Mark]:
    lanes = [(deal, next(iter(deal.texts("sector")), "No sector")) for deal in report.deals]
    common = Counter(lane for _, lane in lanes).most_common()
    order = [lane for lane, _ in common]
    kept = set(order if len(order) <= _LANES else order[: _LANES - 1])
    marks = [_mark(deal, lane if lane in kept else _OTHERS) for deal, lane in lanes]
    found = [mark for mark in marks if mark]
    found.sort(key=lambda mark: (mark.lane == _OTHERS, order.index(mark.lane)
                                 if mark.lane in order else 0, mark.first))  # fmt: skip
    meetings = [_mark(event, _DIPLOMACY, "ochre") for event in report.events]
    return [*found, *(mark for mark in meetings if mark)]


def _mark(event: Event, lane: str, hue: str = "blue") -> Mark | None:
    first = event.first_day
    if first is None:
        return None
    settled = event.kind == "event" or event.status in _SETTLED
    return Mark(lane=lane, first=first, last=event.last_day or first, settled=settled, hue=hue)


def _places(report: Report) -> dict[str, object] | None:
    places = Counter(_place(deal) for deal in report.deals if deal.text("place"))
    if not places:
        return None
    ordered = sorted(places.items(), key=lambda item: (-item[1], item[0]))
    shown, rest = ordered[:_PLACES], ordered[_PLACES:]
    if rest:
        shown.append(("Other places", sum(count for _, count in rest)))
    named = sum(places.values())
    most, count = ordered[0]
    title = f"{named} of {len(report.deals)} entries name a place, most often {most} ({count})"
    drawing = [Bar(label=name, value=count, text=str(count)) for name, count in shown]

    def drawn(frame: Frame) -> alt.LayerChart:
        return bars(drawing, frame)

    return _figure(title, "Entries by place, as far as one is named.", "Bars by place.", drawn)


def _place(deal: Event) -> str:
    """Return the U.S. state of a deal, or what stands in its place."""
    return deal.text("state") or deal.text("place")


def _figure(
    title: str, subtitle: str, shape: str, drawn: Callable[[Frame], alt.LayerChart]
) -> dict[str, object]:
    captions: Mapping[str, str] = {"title": title, "subtitle": subtitle, "source": ""}
    drawings = {
        size.name: inlined(svg(drawn(Frame(**captions, size=size, captions=False))))
        for size in SIZES
    }
    return {"title": title, "subtitle": subtitle, "shape": shape, **drawings}
