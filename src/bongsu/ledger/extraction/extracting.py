"""The one door: from a document to its deals, its timeline and the sums that its prose tells."""

from __future__ import annotations

from collections.abc import Sequence

from bongsu.evidence.dates import find_dates
from bongsu.evidence.documents import Article, Block, Document, Table
from bongsu.evidence.mentions import DateMention, Granularity
from bongsu.evidence.quantities import find_quantities
from bongsu.ledger.extraction.columns import Columns, columns
from bongsu.ledger.extraction.deals import Found, deals
from bongsu.ledger.extraction.prose import narratives
from bongsu.ledger.extraction.records import Deal, Narrative, Records, TimelineItem
from bongsu.ledger.extraction.sources import Page
from bongsu.ledger.extraction.timeline import rows_as_items, timeline


def extract(document: Document) -> Records:
    """Return the deals, the diplomatic events and the commitments that a document tells of."""
    page = Page(document)
    listed: list[Deal] = []
    items: list[TimelineItem] = []
    prose: list[Narrative] = []
    notes: list[str] = []
    for doc, article in enumerate(document.articles, 1):
        found = _found(document, article)
        for number, printed in enumerate(article.tables, 1):
            layout = columns(page, printed, found.dates)
            if layout is None:
                notes.append(f"table {number} of article {doc} names no dates or parties")
            elif layout.events:
                pairs = _event_rows(printed, layout)
                items += rows_as_items(page, article, pairs, found, doc=doc, before=len(items))
            else:
                listed += deals(page, printed, layout, found, doc=doc, before=len(listed))
        items += timeline(page, article, found, doc=doc, before=len(items))
        own = [item for item in items if item.doc == doc]
        prose += narratives(page, article, found, own, doc=doc, before=len(prose))
    return Records(
        deals=tuple(listed), timeline=tuple(items), narrative=tuple(prose), notes=tuple(notes)
    )


def _event_rows(printed: Table, layout: Columns) -> list[tuple[Block, Block]]:
    dated, told = layout.of("date")[0], layout.of("project")[0]
    rows = printed.rows[layout.first_row :]
    return [(row[dated], row[told]) for row in rows if max(dated, told) < len(row)]


def _found(document: Document, article: Article) -> Found:
    text = document.text
    dates = find_dates(text, article.blocks, published=article.published, title=article.title)
    quantities = find_quantities(text, article.blocks, dates)
    first = _about(dates)
    return Found(
        dates=sorted(dates, key=lambda one: one.start),
        quantities=sorted(quantities, key=lambda one: one.start),
        first=first.first if first else None,
        last=first.last if first else None,
    )


def _about(dates: Sequence[DateMention]) -> DateMention | None:
    """Return the quarter or year that the headings of an article name, if they name one."""
    named = [
        one
        for one in dates
        if one.role == "heading"
        and one.granularity in {Granularity.QUARTER, Granularity.YEAR}
        and one.edtf
    ]
    return named[0] if named and len({one.edtf for one in named}) == 1 else None
