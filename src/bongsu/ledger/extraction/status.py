"""What stage a deal had reached, with the day from which the text tells it."""

from __future__ import annotations

from collections.abc import Sequence

from bongsu.evidence.mentions import DateMention
from bongsu.ledger.extraction.records import Status
from bongsu.ledger.extraction.sources import Page
from bongsu.ledger.extraction.words import by_value


def statuses(
    page: Page, cell: tuple[int, int], date: str | None, dates: Sequence[DateMention]
) -> tuple[Status, ...]:
    """Return the stages of a deal: that of the row's day first, then those that lie ahead.

    A row that says nothing of its stage was announced on its day. A later month or year in its
    text is when it is planned to come true.
    """
    text = page.text[cell[0] : cell[1]]
    found: list[Status] = []
    for value, words in by_value("statuses", "stages"):
        match = words.search(text)
        if match:
            span = page.span(cell[0] + match.start(), cell[0] + match.end())
            found.append(Status(value=value, date=date, span=span))
            break
    if not found:
        found.append(Status(value="announced", date=date, span=page.span(*cell)))
    later = [
        one
        for one in dates
        if date and one.edtf and "/" not in one.edtf and one.edtf > date and _ahead(text, one, cell)
    ]
    if later:
        one = later[0]
        found.append(Status(value="planned", date=one.edtf, span=page.span(one.start, one.end)))
    return tuple(found)


def _ahead(text: str, date: DateMention, cell: tuple[int, int]) -> bool:
    """Whether a date says when something comes true: "in May 2026"; "until 2028" does not."""
    before = text[: date.start - cell[0]].rstrip()
    return before.endswith((" in", " by", " on"))
