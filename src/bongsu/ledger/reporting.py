"""A report written down: as data, and as Markdown with a note for every amount."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bongsu.ledger.articles import day_in_words, source_of
from bongsu.ledger.events import Event
from bongsu.ledger.report import GROUPS, Group, Report, Sum, title_of
from bongsu.ledger.schema import CLASSES
from bongsu.ledger.statements import Statement

Record = dict[str, object]
APART = (
    "Classes are never added up: a sale is no investment, and the cost of a project is borne by "
    "several."
)
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A deal or a diplomatic event in words."""

    number: int
    date: str
    parties: str
    what: str
    kind: str  # instrument of a deal, kind of an event
    amount: str
    place: str
    source: str  # of the amount, else of the date
    flags: str


def rows(of: Iterable[Event], report: Report) -> tuple[Row, ...]:
    """Return deals or events in words, numbered as the report numbers them."""
    return tuple(_row(number, event, report) for number, event in enumerate(of, 1))


def _row(number: int, event: Event, report: Report) -> Row:
    amount = event.amount
    grounds = amount.statement if amount else event.statement("date") or event.statements[0]
    return Row(
        number=number,
        date=date_in_words(event),
        parties=" · ".join(event.parties),
        what=event.text("action") or event.text("what") or event.text("text"),
        kind=words_of(event.text("instrument") or event.text("kind")),
        amount=amount_in_words(event),
        place=event.text("place"),
        source=source_of(grounds, report.sources),
        flags=", ".join(words_of(flag) for flag in event.texts("flag")),
    )


def date_in_words(event: Event) -> str:
    """Return the day or stretch of an event as readers write it."""
    return "–".join(day_in_words(part) for part in event.date.split("/") if part)


def words_of(name: str) -> str:
    """Return a word of the schema as it is read aloud.

    Examples
    --------
    >>> words_of("strategic_partnership"), words_of("mou")
    ('strategic partnership', 'MOU')
    """
    return {"mou": "MOU", "moa": "MOA"}.get(name, name.replace("_", " "))


def amount_in_words(event: Event) -> str:
    """Return the amount that a deal states, with its class; nothing if it states none."""
    amount = event.amount
    if amount is None:
        return ""
    if amount.value is None:
        return f"unreadable: {amount.statement.original_value}"
    class_ = CLASSES.get(amount.class_, amount.class_)
    return f"{money(amount.value, amount.currency)} ({class_})"


def money(value: float, currency: str) -> str:
    """Return a sum of money in millions, with its currency before it.

    Examples
    --------
    >>> money(7_404_500_000, "USD"), money(350e9, ""), money(950, "KRW")
    ('USD 7,404.5 million', '350,000 million, currency not stated', 'KRW 950')
    """
    scaled, word = (value, "") if abs(value) < 1e5 else (value / 1e6, " million")
    text = f"{scaled:,.4f}".rstrip("0").rstrip(".").replace("-", "−")
    return f"{currency} {text}{word}" if currency else f"{text}{word}, currency not stated"


def sums_in_words(sums: Sequence[Sum]) -> str:
    """Return sums one after the other, each with its class."""
    return "; ".join(
        f"{CLASSES.get(one.class_, one.class_)} {money(one.value, one.currency)}" for one in sums
    )


def numbers(found: Iterable[int]) -> str:
    """Return numbers of rows, runs joined by a dash.

    Examples
    --------
    >>> numbers((1, 2, 3, 7, 9, 10))
    '1–3, 7, 9, 10'
    """
    runs: list[list[int]] = []
    for one in found:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    parts = [[f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(one) for one in run] for run in runs]
    return ", ".join(part for run in parts for part in run)


def heading(report: Report) -> str:
    """Return the title of a report, with the day from which it looks."""
    seen = f", as of {day_in_words(report.as_of.isoformat())}" if report.as_of else ""
    return f"Ledger of {report.period}{seen}"


def counted(report: Report) -> str:
    """Say how much there is; awards and commitments are no deals between companies."""
    classes = [deal.amount.class_ if deal.amount else "" for deal in report.deals]
    apart = {name: classes.count(name) for name in ("award", "commitment")}
    told = [(len(classes) - sum(apart.values()), "deal"), *((n, name) for name, n in apart.items())]
    told.append((len(report.events), "diplomatic event"))
    return ", ".join(f"{n} {name}{'' if n == 1 else 's'}" for n, name in told if n)


def as_record(report: Report) -> Record:
    """Return a report as plain values, for JSON; every value of an event with its source."""
    return {
        "period": str(report.period),
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "since": report.since.isoformat() if report.since else None,
        "sums": [_sum(one) for one in report.sums],
        "groups": {name: [_group(one) for one in report.groups[name]] for name in GROUPS},
        "deals": [_event(n, one, report) for n, one in enumerate(report.deals, 1)],
        "events": [_event(n, one, report) for n, one in enumerate(report.events, 1)],
        "changes": [
            {
                "moment": one.moment,
                "withdrawn": one.withdrawn,
                "event": one.event,
                **_stated(one.statement, report),
            }
            for one in report.changes
        ],
    }


def _sum(one: Sum) -> Record:
    return {
        "class": one.class_,
        "currency": one.currency or None,
        "value": one.value,
        "rows": list(one.rows),
    }


def _group(one: Group) -> Record:
    return {"name": one.name, "rows": list(one.rows), "sums": [_sum(each) for each in one.sums]}


def _event(number: int, event: Event, report: Report) -> Record:
    return {
        "number": number,
        "subject": event.subject,
        "title": title_of(event),
        "date": event.date,
        "statements": [_stated(one, report) for one in event.statements],
    }


def _stated(one: Statement, report: Report) -> Record:
    return {
        "subject": one.subject,
        "prop": one.prop,
        "value": one.value,
        "unit": one.unit,
        "document": one.document,
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
        "source": source_of(one, report.sources),
    }


def as_markdown(report: Report) -> str:
    """Return a report as Markdown; each source is a numbered note at the end."""
    return "\n".join([*_Page(report).lines()]) + "\n"


class _Page:
    """Markdown with notes, each source told once."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._notes: dict[str, int] = {}

    def lines(self) -> Iterator[str]:
        report = self._report
        yield f"# {heading(report)}"
        yield ""
        yield f"{counted(report) or 'Nothing'}. {APART}"
        yield from self._sums()
        for name, (title, _) in GROUPS.items():
            if report.groups[name]:
                yield from self._groups(title, report.groups[name])
        yield from self._rows("Deals", report.deals)
        yield from self._rows("Diplomatic events", report.events)
        if report.since:
            yield from self._changes()
        yield ""
        yield from (f"[^{number}]: {plain(note)}" for note, number in self._notes.items())

    def _note(self, source: str) -> str:
        return f"[^{self._notes.setdefault(source, len(self._notes) + 1)}]"

    def _sums(self) -> Iterator[str]:
        yield from _head("What is stated", ("Class", "Sum", "Deals"))
        for one in self._report.sums:
            class_ = CLASSES.get(one.class_, one.class_)
            yield _line(class_, money(one.value, one.currency), numbers(one.rows))

    def _groups(self, title: str, groups: Sequence[Group]) -> Iterator[str]:
        yield from _head(title, ("", "Count", "Deals", "Amounts"))
        for one in groups:
            yield _line(
                words_of(one.name), str(len(one.rows)), numbers(one.rows), sums_in_words(one.sums)
            )

    def _rows(self, title: str, events: Sequence[Event]) -> Iterator[str]:
        if not events:
            return
        yield from _head(title, ("No.", "Date", "Who", "What", "Kind", "Amount", "Place"))
        for row in rows(events, self._report):
            cells = (str(row.number), row.date, row.parties, row.what, row.kind)
            line = _line(*cells, row.amount, row.place + (f" ({row.flags})" if row.flags else ""))
            yield f"{line[:-2]} {self._note(row.source)} |"

    def _changes(self) -> Iterator[str]:
        assert self._report.since is not None
        since = day_in_words(self._report.since.isoformat())
        yield from _head(f"Changed since {since}", ("When", "What", "Of", "Value"))
        for one in self._report.changes:
            value, kind = one.statement.value, "withdrawn" if one.withdrawn else "recorded"
            line = _line(one.moment[:10], kind, f"{one.event}: {one.statement.prop}", str(value))
            yield f"{line[:-2]} {self._note(source_of(one.statement, self._report.sources))} |"
        if not self._report.changes:
            yield _line("nothing", "", "", "")


def _head(title: str, columns: Sequence[str]) -> Iterator[str]:
    yield from ("", f"## {title}", "", _line(*columns), "|" + " --- |" * len(columns))


def _line(*cells: str) -> str:
    return f"| {' | '.join(plain(cell) for cell in cells)} |"


def plain(text: str) -> str:
    r"""Return text in one line in which Markdown and HTML see no marks.

    Examples
    --------
    >>> plain("a | <b>")
    'a \\| \\<b\\>'
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
