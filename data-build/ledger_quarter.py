"""Build the ledger's packaged quarter from the reviewed files in ``ledger/``.

    python data-build/ledger_quarter.py [--out src/bongsu/ledger/tables]

The reviewed files hold facts of published articles in our own short words, a row a deal or a
diplomatic event, and name the article of each row. Lists are parted by semicolons. A statement
counts as recorded on the day on which its article came out, so that looking from an earlier day
shows what could be known then. No offsets are kept, since the articles are not part of the
package: the quote of every statement is the whole fact in our own words, its figures as printed.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from bongsu.evidence import edtf
from bongsu.ledger.schema import PROPERTIES
from bongsu.ledger.statements import Statement, Value, statement_id, to_line

HERE = Path(__file__).resolve().parent
RAW = HERE / "ledger"
OUT = HERE.parent / "src" / "bongsu" / "ledger" / "tables"
FILE = "2025q4.jsonl"
LISTS = frozenset(
    {"us_entity", "kr_entity", "other_entity", "sector", "flag"}
    | {"person", "office", "organisation", "topic"}
)
OF_DEALS = (
    "date", "us_entity", "kr_entity", "other_entity", "instrument", "action", "direction",
    "sector", "place", "place_country", "state", "flag",
)  # fmt: skip
OF_EVENTS = (
    "date", "kind", "what", "person", "office", "organisation", "topic", "place", "place_country",
)  # fmt: skip
WHO = ("us_entity", "kr_entity", "other_entity", "office", "organisation")
_QUANTITY = re.compile(r"(?P<value>\?|[\d.]+) (?P<unit>[^()]+?)(?: \((?P<printed>[^()]+)\))?")

Row = Mapping[str, str]


def read(name: str, folder: Path = RAW) -> list[dict[str, str]]:
    """Return the rows of a reviewed file."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def parts(cell: str) -> list[str]:
    """Return the entries of a list."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def statements(folder: Path = RAW) -> tuple[Statement, ...]:
    """Return all statements: those of the articles, of deals, of events, in the files' order.

    Raises
    ------
    ValueError
        If a row names an article that there is not, or two have one id, or a value is not one that
        its property may take.
    """
    sources = {row["id"]: row for row in read("sources", folder)}
    told = [one for row in sources.values() for one in _article(row)]
    for kind, columns in (("deal", OF_DEALS), ("event", OF_EVENTS)):
        rows = read(f"{kind}s", folder)
        if len({row["id"] for row in rows}) < len(rows):
            raise ValueError(f"{kind}s.csv: an id is there twice")
        for row in rows:
            if row["source"] not in sources:
                raise ValueError(f"{kind}s.csv, {row['id']}: there is no source {row['source']}")
            told += _row(kind, columns, row, sources[row["source"]])
    for one in told:
        _check(one)
    return tuple(told)


def written(told: tuple[Statement, ...]) -> str:
    """Return statements as the lines of the file."""
    return "".join(f"{to_line(one)}\n" for one in told)


def subject(kind: str, *names: str) -> str:
    """Return the subject of a row or an article: a hash of its names, whatever it says."""
    return f"{kind}:{hashlib.sha256(':'.join(names).encode()).hexdigest()[:12]}"


def _article(row: Row) -> Iterator[Statement]:
    document = subject("document", row["id"])
    for prop in ("title", "publisher", "published", "address"):
        yield _statement(document, prop, row[prop], row, printed=row[prop])


def _row(kind: str, columns: tuple[str, ...], row: Row, article: Row) -> Iterator[Statement]:
    about = subject(kind, article["id"], row["id"])
    for one in _stated(about, kind, columns, row, article):
        yield replace(one, quote=fact(row))


def fact(row: Row) -> str:
    """Return what a row says in one line: day, who, what, stage, figures, place."""
    who = [name for column in WHO for name in parts(row.get(column, ""))]
    quantities = [_QUANTITY.fullmatch(each) for each in parts(row.get("quantity", ""))]
    told = [
        row.get("printed", ""),
        *(each["printed"] or f"{each['value']} {each['unit']}" for each in quantities if each),
        row.get("instrument", "").replace("_", " "),
        row.get("action") or row.get("what", ""),
        ", ".join(parts(row.get("status", ""))),
        row["place"],
    ]
    return f"{row['date']}: {', '.join(who)}: {'; '.join(part for part in told if part)}"


def _stated(
    about: str, kind: str, columns: tuple[str, ...], row: Row, article: Row
) -> Iterator[Statement]:
    for prop in columns:
        for value in parts(row[prop]) if prop in LISTS else [row[prop]]:
            if value:
                yield _statement(about, prop, value, article)
    if kind == "event":
        return
    for status in parts(row["status"]):
        word, _, since = status.partition(" ")
        yield _statement(about, "status", word, article, since=since or None)
    if row["amount"]:
        stated = {"unit": row["currency"], "printed": row["printed"]}
        yield _statement(about, "amount", float(row["amount"]), article, **stated)
        yield _statement(about, "amount_class", row["amount_class"], article)
    for quantity in parts(row["quantity"]):
        found = _QUANTITY.fullmatch(quantity)
        if found is None:
            raise ValueError(f"deals.csv, {row['id']}: {quantity!r} is no quantity")
        number = None if found["value"] == "?" else float(found["value"])
        printed = found["printed"] or ""
        yield _statement(about, "quantity", number, article, unit=found["unit"], printed=printed)


def _statement(
    about: str,
    prop: str,
    value: Value,
    article: Row,
    *,
    unit: str = "",
    printed: str = "",
    since: str | None = None,
) -> Statement:
    document = subject("document", article["id"])
    return Statement(
        id=statement_id(about, prop, value, document, -1),
        subject=about,
        prop=prop,
        value=value,
        original_value=printed,
        unit=unit,
        document=document,
        quote=printed,
        extractor="curated",
        recorded_at=f"{article['published']}T00:00:00Z",
        valid_from=since,
    )


def _check(one: Statement) -> None:
    known = PROPERTIES[one.prop]
    if one.subject.partition(":")[0] not in known.kind.split():
        raise ValueError(f"{one.prop} is no property of {one.subject}")
    if known.values and one.value not in known.values:
        raise ValueError(f"{one.prop} cannot be {one.value!r}")
    for date in (one.value if one.prop == "date" else None, one.valid_from):
        if date is not None:
            edtf.parse(str(date))


def main() -> None:
    """Build, and print what was made."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the file")
    given = parser.parse_args()
    try:
        told = statements()
    except ValueError as fault:
        sys.exit(str(fault))
    file = given.out / FILE
    file.write_text(written(told), encoding="utf-8", newline="\n")
    print(f"{len(told):>6} statements {file.stat().st_size:>8,} bytes  {file.name}")


if __name__ == "__main__":
    main()
