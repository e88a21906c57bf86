"""Write the text indices of the tariff system from the tables of the catalogue.

    python data-build/schedule_index.py [--out src/bongsu/systems/tariffs/index]

The command that answers for one entry reads these with the standard library alone. Run it after
``build.py``; a test fails where the two differ.
"""

from __future__ import annotations

import argparse
import gzip
from datetime import date
from pathlib import Path

import polars as pl

from bongsu.catalog import Catalog, open_catalog

OUT = Path(__file__).resolve().parents[1] / "src" / "bongsu" / "systems" / "tariffs" / "index"
TEXTS = ("general", "special", "other", "units")
FIRST_DAY = date(2025, 1, 1)


def indices(catalog: Catalog) -> dict[str, str]:
    """Return the content of each index by name."""
    revisions = catalog.table("hts_revisions")
    base = catalog.table("hts_base")
    texts = base.select(*TEXTS).unique(maintain_order=True).sort(*TEXTS)
    texts = texts.with_columns(pl.int_range(pl.len(), dtype=pl.Int32).alias("text"))
    lines = base.join(texts, on=TEXTS, how="left").sort("hts10", "from_code")
    return {
        "revisions": _rows(revisions),
        "texts": _rows(texts.select(*TEXTS)),
        "schedule": _schedule(lines, catalog.table("hts_changes"), revisions),
        "concordance": _rows(catalog.table("hts_concordance")),
        "equivalents": _rows(catalog.table("tariff_equivalents")),
        "changes": _rows(catalog.table("hts_changes")),
        "descriptions": _rows(catalog.table("hts_descriptions")),
        "lists": _lists(catalog.table("tariff_product_lists")),
    }


def _rows(frame: pl.DataFrame) -> str:
    return "".join("\t".join(map(str, row)) + "\n" for row in frame.iter_rows())


def _schedule(lines: pl.DataFrame, changes: pl.DataFrame, revisions: pl.DataFrame) -> str:
    """Return a line a code: its events, ``revision:text`` or ``revision:-``, with ``@day``.

    An event takes effect on the day of publication of its revision; an earlier day follows ``@``.
    A later one is not taken: the schedule prints what is in force.
    """
    names = revisions["revision"].to_list()
    published = revisions["published"].to_list()
    days = _effective(changes)
    events: dict[str, list[str]] = {}
    open_at: dict[str, int] = {}  # last revision of the interval before

    def event(code: str, revision: int, text: str) -> str:
        day = min(days.get((names[revision], code), published[revision]), published[revision])
        day = max(day, FIRST_DAY)
        return f"{revision}:{text}" + ("" if day == published[revision] else f"@{day}")

    for code, first, last, text in lines.select(
        "hts10", "from_code", "to_code", "text"
    ).iter_rows():
        found = events.setdefault(code, [])
        if code in open_at and open_at[code] + 1 < first:
            found.append(event(code, open_at[code] + 1, "-"))
        found.append(event(code, first, str(text)))
        open_at[code] = last
    for code, last in open_at.items():
        if last + 1 < len(names):
            events[code].append(event(code, last + 1, "-"))
    return "".join(f"{code}\t{' '.join(events[code])}\n" for code in sorted(events))


def _effective(changes: pl.DataFrame) -> dict[tuple[str, str], date]:
    """Return the effective day of a changed 10-digit line by the revision that first told it."""
    rows = changes.filter(pl.col("hts").str.slice(0, 2) < "98").with_columns(
        pl.col("item").str.replace_all(r"\D", "").alias("digits")
    )
    return {
        (revision, digits): effective
        for revision, digits, effective in rows.select(
            "revision", "digits", "effective"
        ).iter_rows()
        if len(digits) == 10 and effective is not None
    }


def _lists(lists: pl.DataFrame) -> str:
    """Return a line for all prefixes that share the rest of their entry."""
    alike = ["list_id", "sublist", "heading", "since", "until", "detail", "source"]
    grouped = lists.group_by(alike, maintain_order=True).agg(pl.col("prefix").str.join(" "))
    days = [pl.col(name).dt.to_string().fill_null("") for name in ("since", "until")]
    return _rows(grouped.with_columns(*days))


def write(catalog: Catalog, out: Path) -> None:
    """Write each index into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    for name, content in indices(catalog).items():
        (out / f"{name}.txt.gz").write_bytes(gzip.compress(content.encode("utf-8"), 9, mtime=0))


def main() -> None:
    """Write, and print what was written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the indices")
    out = parser.parse_args().out
    write(open_catalog(), out)
    for file in sorted(out.glob("*.txt.gz")):
        print(f"{file.stat().st_size:>10,}  {file.name}")


if __name__ == "__main__":
    main()
