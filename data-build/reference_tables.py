"""Build the reference tables of evidence and audit from the reviewed files in ``references/``.

    python data-build/reference_tables.py [--out src/bongsu]

The reviewed files are CSV, sorted by their keys. What is built from them is CSV too, under
``evidence/tables`` and ``audit/tables``, since a check must not wait for a library of data frames.
Each row gets its ``known_from``: where a reviewed row has none, the last day of the period in which
it took place. Series that the catalogue holds are taken from there.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from bongsu.evidence.sourced import span
from reference_series import catalogue_sources, catalogue_values

HERE = Path(__file__).resolve().parent
RAW = HERE / "references"
OUT = HERE.parent / "src" / "bongsu"
PLACES = {
    "entities": "evidence",
    "offices": "evidence",
    "sources": "evidence",
    "events": "audit",
    "accessions": "audit",
    "gatherings": "audit",
    "memberships": "audit",
    "openings": "audit",
    "policy_rates": "audit",
    "exchange_rates": "evidence",
    "series": "audit",
    "series_values": "audit",
}
KEYS = {
    "entities": ("id",),
    "offices": ("person", "start", "office", "organisation"),
    "sources": ("id",),
    "events": ("id",),
    "accessions": ("body", "land", "start"),
    "gatherings": ("row", "start"),
    "memberships": ("body", "start"),
    "openings": ("thing",),
    "policy_rates": ("bank", "decided"),
    "exchange_rates": ("month",),
    "series": ("id",),
    "series_values": ("series", "period", "known_from", "vintage"),
}
BEGINS = {"offices": "start", "events": "start", "policy_rates": "decided"}

Rows = list[dict[str, str]]


def read(name: str, folder: Path = RAW) -> Rows:
    """Return the rows of a reviewed file."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def written(rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as CSV with one header."""
    every = list(rows)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(every[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(every)
    return stream.getvalue()


def tables(folder: Path = RAW) -> dict[str, str]:
    """Return the text of every table by its name.

    Raises
    ------
    ValueError
        If two rows of a table have one key, or a row names a source that there is not.
    """
    made = {name: read(name, folder) for name in PLACES}
    made["sources"] = [*made["sources"], *catalogue_sources()]
    made["series_values"] = [*made["series_values"], *catalogue_values()]
    known = {row["id"] for row in made["sources"]}
    texts = {}
    for name, found in made.items():
        for row in found:
            _date(name, row)
            if row.get("source", "") and row["source"] not in known:
                raise ValueError(f"{name}: there is no source {row['source']}")
        ordered = sorted(found, key=lambda row: _key(name, row))
        keys = [_key(name, row) for row in ordered]
        if twice := [key for key, after in pairwise(keys) if key == after]:
            raise ValueError(f"{name}: {twice[0]} is there twice")
        if name == "events":  # so that topics read in order of time
            ordered.sort(key=lambda row: (span(row["start"]), row["id"]))
        texts[name] = written(ordered)
    return texts


def _key(name: str, row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[column] for column in KEYS[name])


def _date(name: str, row: dict[str, str]) -> None:
    begin = BEGINS.get(name)
    if begin and not row["known_from"]:
        row["known_from"] = span(row[begin])[1].isoformat()


def main() -> None:
    """Build, and print what was made."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the package")
    given = parser.parse_args()
    try:
        texts = tables()
    except ValueError as fault:
        sys.exit(str(fault))
    for name, text in texts.items():
        file = given.out / PLACES[name] / "tables" / f"{name}.csv"
        file.write_text(text, encoding="utf-8", newline="\n")
        print(f"{text.count(chr(10)) - 1:>6} rows {len(text.encode()):>8,} bytes  {file.name}")


if __name__ == "__main__":
    main()
