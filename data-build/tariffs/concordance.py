"""What 10-digit lines were made of and became, where the schedule renumbered them.

USITC's change records say it line by line for most ("transferred from 3004.90.9259 (pt.)"). Where
they say only that a line was established or discontinued, the Budget Lab's concordance helps,
which compares descriptions: of its links those within the same eight digits count, or where there
are none the same six. Where that is silent too, what ended and what came with one revision under
the same eight (or six) digits belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from tables import Source, write_table
from tariffs.schedule import (
    ARCHIVE,
    COMMIT,
    GROUP,
    LATEST,
    PUBLIC,
    USITC,
    base_lines,
    changes,
    read_revisions,
)

CONCORDANCE = Source(
    producer=f"{USITC}; where its records are silent The Budget Lab at Yale",
    citation="USITC, change records; Tariff Rate Tracker, concordance of lines between revisions",
    address=f"{ARCHIVE}/blob/{COMMIT}/resources/hts_concordance.csv",
    licence=PUBLIC,
    vintage="2025 Basic to 2026 Rev 10",
    known_from=LATEST,
)
CODE = re.compile(r"\d{4}\.\d{2}\.\d{4}")
RECORD, COMPARED, BESIDE = "change record", "compared descriptions", "same subheading"


def build(raw: Path, out: Path) -> None:
    """Write the table."""
    write_table(
        concordance(raw / "tariffs"),
        out=out,
        group=GROUP,
        name="hts_concordance",
        title="What 10-digit lines were made of and became where they were renumbered",
        source=CONCORDANCE,
        columns={
            "old": ("", "Line before"),
            "new": ("", "Line after"),
            "revision": ("", "Revision from which the new line stands"),
            "change": ("", "`rename`, `split`, `merge`, `regroup`, or `part` of a line that stays"),
            "basis": ("", "USITC's change record, compared descriptions, or the same subheading"),
        },
        keys=["old", "new", "revision"],
    )


def concordance(folder: Path) -> pl.DataFrame:
    """Return the links, the old line first."""
    names = read_revisions(folder)["revision"].to_list()
    spans = {
        code: (first, last)
        for code, first, last in base_lines(folder)
        .group_by("hts10")
        .agg(pl.col("from_code").min(), pl.col("to_code").max())
        .rows()
    }
    ended = {code: last + 1 for code, (_, last) in spans.items() if last + 1 < len(names)}
    born = {code: first for code, (first, _) in spans.items() if first > 0}
    links = {
        (old, new): RECORD
        for old, new in _recorded(changes(folder))
        if new in born and old in spans and old != new
    }
    told_old, told_new = {old for old, _ in links}, {new for _, new in links}
    compared = [
        pair
        for pair in _compared(folder)
        if pair[0] in spans and pair[1] in born and pair[0] != pair[1]
    ]
    beside = [(old, new) for old in ended for new in born if ended[old] == born[new]]
    for pairs, basis in ((compared, COMPARED), (beside, BESIDE)):
        for code in sorted(ended.keys() - told_old):
            found = _nearest(code, [pair for pair in pairs if pair[0] == code], 1)
            links |= dict.fromkeys(found, basis)
        for code in sorted(born.keys() - told_new):
            found = _nearest(code, [pair for pair in pairs if pair[1] == code], 0)
            links |= dict.fromkeys(found, basis)
        told_old, told_new = {old for old, _ in links}, {new for _, new in links}
    rows = [
        (old, new, names[born[new]], _change(old, new, links, ended), basis)
        for (old, new), basis in sorted(links.items())
    ]
    return pl.DataFrame(rows, schema=["old", "new", "revision", "change", "basis"], orient="row")


def _recorded(records: pl.DataFrame) -> Iterable[tuple[str, str]]:
    """Return (old, new) of every transfer that a record tells."""
    for item, nature in records.select("item", "nature").iter_rows():
        if "transferred" not in nature or CODE.fullmatch(item) is None:
            continue
        here = item.replace(".", "")
        for other in CODE.findall(nature):
            there = other.replace(".", "")
            yield (there, here) if "transferred from" in nature else (here, there)


def _compared(folder: Path) -> list[tuple[str, str]]:
    rows = pl.read_csv(folder / "hts_concordance.csv", infer_schema=False)
    return sorted(
        set(
            rows.filter((pl.col("old_hts10") != "NA") & (pl.col("new_hts10") != "NA"))
            .select("old_hts10", "new_hts10")
            .rows()
        )
    )


def _nearest(code: str, pairs: list[tuple[str, str]], other: int) -> list[tuple[str, str]]:
    """Return the pairs whose other line shares the most digits with this one: 8 or 6."""
    for digits in (8, 6):
        near = [pair for pair in pairs if pair[other][:digits] == code[:digits]]
        if near:
            return near
    return []


def _change(old: str, new: str, links: dict[tuple[str, str], str], ended: dict[str, int]) -> str:
    if old not in ended:
        return "part"
    after = sum(1 for pair in links if pair[0] == old)
    before = sum(1 for pair in links if pair[1] == new)
    if after == 1:
        return "rename" if before == 1 else "merge"
    return "split" if before == 1 else "regroup"
