"""The ledger article beside a checkout, against the open sample of its annotation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.evidence.making import (
    Grid,
    Piece,
    as_docx,
    as_html,
    as_markdown,
    grid,
    heading,
    paragraph,
)
from tests.evidence.making_pdf import Look, as_pdf

from bongsu.evidence.documents import BlockKind, Document
from bongsu.evidence.reading import read_bytes, read_file
from bongsu.ledger.extraction import Records, extract
from bongsu.ledger.extraction.records import as_json

EXACT = (
    "doc", "row_start", "row_end", "cell_offsets", "date", "raw", "us_entities", "kr_entities",
    "other_entities", "instrument", "status", "amount", "currency", "amount_of", "quantities",
    "sector", "direction", "location", "place", "text", "flags",
)  # fmt: skip
SAME = (
    "date", "us_entities", "kr_entities", "other_entities", "instrument", "amount", "currency",
    "amount_class", "location", "place", "flags",
)  # fmt: skip


@pytest.fixture(scope="module")
def document(shared: Path) -> Document:
    return read_file(next((shared / "documents").glob("000_*.txt")))


@pytest.fixture(scope="module")
def records(document: Document) -> Records:
    return extract(document)


def sample(shared: Path, name: str) -> list[dict[str, object]]:
    text = (shared / "golden" / "evidence" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_deals_of_the_sample_are_met(shared: Path, records: Records) -> None:
    mine = {deal.line: as_json(deal) for deal in records.deals}
    for wanted in sample(shared, "deals"):
        got = mine[wanted["line"]]  # type: ignore[index]
        assert {name: got[name] for name in EXACT} == {name: wanted[name] for name in EXACT}


def test_timeline_of_the_sample_is_met(shared: Path, records: Records) -> None:
    mine = {item.line: as_json(item) for item in records.timeline}
    for wanted in sample(shared, "timeline"):
        got = mine[wanted["line"]]  # type: ignore[index]
        for name in ("doc", "start", "end", "date", "date_end", "place", "text"):
            assert got[name] == wanted[name]
        for own, event in zip(got["events"], wanted["events"], strict=True):  # type: ignore[call-overload]
            for name in ("kind", "people", "organisations"):
                assert own[name] == event[name]
            assert set(event["topics"]) <= set(own["topics"])
            assert own.get("date") == event.get("date")


def test_commitments_of_the_sample_are_met(shared: Path, records: Records) -> None:
    mine = {one.line: as_json(one) for one in records.narrative}
    for wanted in sample(shared, "narrative"):
        got = mine[wanted["line"]]  # type: ignore[index]
        for name in wanted.keys() - {"id", "action", "notes"}:
            assert got[name] == wanted[name]


def test_counts_and_totals_by_class_are_those_of_the_article(records: Records) -> None:
    assert (len(records.deals), len(records.timeline)) == (35, 17)
    assert sum(len(item.events) for item in records.timeline) == 24
    sums: dict[str, float] = {}
    told = [deal.amount for deal in records.deals] + [
        one.amount for one in records.narrative if not one.is_commitment
    ]
    for amount in told:
        if amount and amount.value:
            sums[amount.class_] = sums.get(amount.class_, 0) + amount.value / 1e6
    assert sums == {"project_cost": 7400, "korean_investment": 4.5, "sale": 2888, "award": 210}
    assert not any(deal.under_commitment for deal in records.deals)


def written_again(document: Document) -> list[Piece]:
    """The article's table and timeline, to be written in other formats."""
    article = document.articles[3]
    (printed,) = article.tables
    rows = [[document.text[cell.start : cell.end] for cell in row] for row in printed.rows]
    items = [
        paragraph(document.text[block.start : block.end])
        for block in article.blocks
        if block.kind is BlockKind.ITEM
    ]
    title = [heading(article.title), paragraph("Published February 6, 2026")]
    return [*title, grid(*rows), heading("Q4 2025 Timeline", 2), *items]


def escaped(piece: Piece) -> Piece:
    return (
        grid(*([c.replace("|", "\\|") for c in row] for row in piece.rows))
        if isinstance(piece, Grid)
        else piece
    )


WIDTHS = (0.13, 0.2, 0.2, 0.33, 0.14)


@pytest.mark.parametrize("form", ["md", "html", "docx", "ruled.pdf", "borderless.pdf"])
def test_the_same_table_in_another_format_gives_the_same_deals(
    form: str, document: Document, records: Records
) -> None:
    pieces = written_again(document)
    made = {
        "md": lambda: as_markdown([escaped(piece) for piece in pieces]),
        "html": lambda: as_html(pieces),
        "docx": lambda: as_docx(pieces),
        "ruled.pdf": lambda: as_pdf(pieces, Look(widths=WIDTHS, size=8)),
        "borderless.pdf": lambda: as_pdf(pieces, Look(widths=WIDTHS, size=8, ruled=False)),
    }[form]()
    again = extract(read_bytes(made, f"a.{form}"))
    wanted, got = ([as_json(deal) for deal in one.deals] for one in (records, again))
    assert [{n: d[n] for n in SAME} for d in got] == [{n: d[n] for n in SAME} for d in wanted]
    kinds = [[(e.kind, e.date) for e in item.events] for item in records.timeline]
    assert [[(e.kind, e.date) for e in item.events] for item in again.timeline] == kinds
