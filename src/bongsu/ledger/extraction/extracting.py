"""The one door: from a document to its deals, its timeline and the sums that its prose tells."""

from __future__ import annotations

from collections.abc import Sequence

from bongsu.evidence.dates import find_dates
from bongsu.evidence.documents import Article, Block, BlockKind, Document, Table
from bongsu.evidence.mentions import DateMention
from bongsu.evidence.quantities import find_quantities
from bongsu.ledger.extraction.columns import Columns, columns, lacks
from bongsu.ledger.extraction.deals import Found, deals
from bongsu.ledger.extraction.heads import apart
from bongsu.ledger.extraction.periods import periods, year_around
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
        dates = _dates(document, article)
        tables = [part for printed in article.tables for part in apart(page, printed)]
        layouts = [columns(page, printed, dates) for printed in tables]
        found = _found(page, article, dates, tables, layouts)
        for number, (printed, layout) in enumerate(zip(tables, layouts, strict=True), 1):
            if layout is None:
                missing = " or ".join(lacks(page, printed)) or "rows"
                notes.append(f"table {number} of article {doc} names no {missing}")
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


def _dates(document: Document, article: Article) -> list[DateMention]:
    found = find_dates(
        document.text, article.blocks, published=article.published, title=article.title
    )
    return sorted(found, key=lambda one: one.start)


def _found(
    page: Page,
    article: Article,
    dates: Sequence[DateMention],
    tables: Sequence[Table],
    layouts: Sequence[Columns | None],
) -> Found:
    """Return dates and quantities; of tables only the cells that may hold a sum are read."""
    read = {
        cell.start
        for printed, layout in zip(tables, layouts, strict=True)
        if layout is not None
        for row in printed.rows[layout.first_row :]
        for column in (*layout.of("project"), *layout.of("amount"))
        for cell in row[column : column + 1]
    }
    blocks = [
        block for block in article.blocks if block.kind is not BlockKind.CELL or block.start in read
    ]
    quantities = find_quantities(page.text, blocks, dates)
    return Found(
        dates=dates,
        quantities=sorted(quantities, key=lambda one: one.start),
        periods=periods(page, article, dates),
        published=article.published,
        year=year_around(page, article),
    )
