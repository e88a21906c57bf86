"""Our duties against the Yale tracker's panel: every difference in a named class, in dollars.

Run ``python benchmarks/tariffs_peers.py [PANEL.parquet]``. The panel is the output of the tracker's
own code on nine days for Korea, China, Japan, Canada, Germany and Mexico
(``shared/golden/tariffs/yale_panel_sample.parquet``). A cell is one line, country and day. Its
difference is split into five parts (base, Section 232, 301, 201, and what stands on the rest of
the value); each part that differs by more than a twentieth of a point goes to the first class that
it meets. Sizes are a year's duty at the imports of 2024, both ways added up. Our side claims no
preference and answers open questions as presumed.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from bongsu.catalog import open_catalog
from bongsu.systems.tariffs.arrays import (
    FIRST_PROGRAMME,
    origin_list,
    programme_list,
    ranges,
)
from bongsu.systems.tariffs.average_steps import steps
from bongsu.systems.tariffs.averages import Weigher
from bongsu.systems.tariffs.engine import LATEST, NO_CLAIM, UNTOLD, Engine, Lines
from bongsu.systems.tariffs.law import AUTHORITIES
from bongsu.systems.tariffs.law_files import load_law
from bongsu.systems.tariffs.spreads import Spreads
from bongsu.systems.tariffs.trade import imports

PANEL = Path(__file__).parents[2] / "shared/golden/tariffs/yale_panel_sample.parquet"
TOLERANCE = 0.0005  # share of value: a twentieth of a point
PARTS = ("base", "s301", "s201", "added")
SEEN = 10.0  # USD million: aim for what no class explains
CENSUS_OF_GERMANY, CENSUS_OF_KOREA = "4280", "5800"
CLAIMS = {"KOR": "KORUS", "JPN": "USJTA", "CAN": "USMCA", "MEX": "USMCA"}
BLENDED = "6 preference claims blended into averages"
SPECIFIC = "5 specific and compound duties at zero"
LOST = "11 base rates of car parts lost in Revision 14"
EXCLUSIONS = "12 Section 301 exclusions averaged"
CRANES = "13 Section 301 on all cranes, not ship-to-shore ones"
CHINA_LISTS = "14 Section 301 lists unlike the footnotes of the lines"
SAFEGUARDS = "15 Section 201 on whole lines, and on footwear"
EARLY_METALS = "2 aluminium, and derivatives of 2020, before 12 March 2025"
ONE_DAY = "7 country rates of April 2025: China at 34% from 5 April"
PHARMA = "16 pharmaceuticals before any heading was in force"
RETROACTIVE = "1 retroactive windows: European cars and parts"
ADDITIVE = "8 heading 9903.02.56 filled, not added"
PRINTED_MATTER = "17 books, films and art, which no emergency duty reaches"
STACKED = "18 Section 232 duties upon each other on one vehicle or part"
US_CONTENT = "19 United States content of North American vehicles assumed"
REBATE = "10 assumed rebate on cars"
METAL = "20 metal content by industry averages"
PARTS_ASKED = "21 car and truck parts answered for whole lines"
AIRCRAFT = "9 civil aircraft exemption on whole lines"
DESCRIBED = "22 goods that a note describes taken as whole lines"
COPPER = "23 copper left out from April 2026"
CUT_SHORT = "24 lists cut to fewer digits than the notes print"
BEYOND = "28 machines of heading 8430, which no note names, under Section 232"
FARM = "25 farm goods exempt before November 2025"
BASE_TRUCKS = "27 Section 122 on trucks that pay 25% by column 1"
UNEXPLAINED = "not explained"
COLUMNS = ("base", *AUTHORITIES, "total")


def cells(panel: Path) -> pl.DataFrame:
    """Return the panel with our duties beside it, by part, and what tells classes apart."""
    frame = pl.read_parquet(panel).with_columns(pl.col("date").str.to_date())
    frame = frame.join(_weights(), on=["hts10", "iso3"], how="inner")
    engine = Engine(load_law())
    codes = frame["hts10"].cast(pl.Int64).to_numpy()
    held = engine.schedule.codes
    spot = np.minimum(np.searchsorted(held, codes), held.size - 1)
    frame = frame.filter(pl.Series(held[spot] == codes))
    spot = spot[held[spot] == codes]
    ours = _rated(engine, frame, spot, _column(frame, {}))
    claimed = _rated(engine, frame, spot, _column(frame, CLAIMS))
    lines = _lines(frame, spot, np.full(spot.size, UNTOLD))
    silent, unknown = np.zeros(spot.size, dtype=np.int64), np.full(spot.size, np.nan)
    spreads = Spreads(engine).rate(lines, silent, unknown)
    listed = ranges(engine.law.lists["aircraft"] | engine.law.lists["s122-aircraft"], held)
    frame = frame.with_columns(
        *(pl.Series(f"our_{name}", ours[:, n]) for n, name in enumerate(COLUMNS)),
        *(pl.Series(f"claim_{name}", claimed[:, n]) for n, name in enumerate(COLUMNS)),
        pl.Series("low", spreads.low),
        pl.Series("high", spreads.high),
        pl.Series("asked", spreads.questions),
        pl.Series("headings", list(spreads.headings)).gather(spreads.kind),
        pl.Series("aircraft", listed[spot]),
        pl.Series("near_s232", ranges(_headings(engine), held)[spot]),
        pl.Series("near_exempt", ranges(_exempt(engine), held)[spot]),
        pl.Series("inexact", _inexact(engine)[spot]),
    )
    return _parts(frame.filter(pl.col("our_total").is_not_nan()))


def _parts(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with both sides' parts; theirs on the rest is what the others leave."""
    theirs = {
        "base": pl.col("base_rate"),
        "s232": pl.col("rate_232"),
        "s301": pl.col("rate_301"),
        "s201": pl.col("rate_section_201"),
    }
    frame = frame.with_columns(
        *(pl.col(c).cast(pl.Float64) for c in frame.columns if "rate" in c),
    )
    others = sum(theirs.values(), start=pl.lit(0.0))
    beside = [name for name in PARTS if name != "added"]
    frame = frame.with_columns(
        *(column.alias(f"their_{name}") for name, column in theirs.items()),
        (pl.col("total_rate") - others + pl.col("rate_232")).alias("their_added"),
        *(
            (
                pl.col(f"{side}_total")
                - sum((pl.col(f"{side}_{n}") for n in beside), start=pl.lit(0.0))
            ).alias(f"{side}_added")
            for side in ("our", "claim")
        ),
    )
    return frame.with_columns(
        *((pl.col(f"our_{n}") - pl.col(f"their_{n}")).alias(f"gap_{n}") for n in PARTS),
        (pl.col("our_total") - pl.col("total_rate")).alias("gap_total"),
    )


def classes() -> dict[str, list[tuple[str, pl.Expr]]]:
    """Return by part the classes in the order in which a difference is held against them."""
    day, iso3, chapter = pl.col("date"), pl.col("iso3"), pl.col("hts10").str.slice(0, 2)
    more = pl.col("gap_added") > TOLERANCE  # ours is
    ours, theirs = (pl.col(f"{side}_s232") for side in ("our", "their"))
    only_theirs = (ours < TOLERANCE) & (theirs > TOLERANCE)
    vehicle = pl.col("headings").str.contains(r"9903\.(74|94)\.")
    north = iso3.is_in(["CAN", "MEX"])
    others = sum((pl.col(f"gap_{n}").abs() for n in ("base", "s301", "s201")), start=pl.lit(0.0))
    least = pl.min_horizontal("low", "claim_total") - others - TOLERANCE
    most = pl.max_horizontal("high", "claim_total") + others + TOLERANCE
    within = pl.col("total_rate").is_between(least, most)

    def asked(*questions: str) -> pl.Expr:
        return pl.col("asked").str.contains("|".join(questions))

    return {
        "base": [
            (SPECIFIC, pl.col("inexact")),
            (BLENDED, pl.col("statutory_base_rate") - pl.col("base_rate") > TOLERANCE / 10),
            (LOST, (pl.col("statutory_base_rate") < TOLERANCE) & (pl.col("our_base") > 0)),
        ],
        "s301": [
            (EXCLUSIONS, asked("s301-exclusion") & (pl.col("their_s301") < pl.col("our_s301"))),
            (CRANES, asked("ship-to-shore-crane")),
            (CHINA_LISTS, pl.lit(True)),  # the footnotes of the lines tell
        ],
        "s201": [(SAFEGUARDS, pl.lit(True))],
        "added": [
            (EARLY_METALS, (day < date(2025, 3, 12)) & more & (ours > theirs)),
            (ONE_DAY, (day == date(2025, 4, 5)) & (iso3 == "CHN") & ~more),
            (PHARMA, (chapter == "30") & only_theirs),
            (
                RETROACTIVE,
                (iso3 == "DEU")
                & day.is_in([date(2025, 8, 1), date(2025, 8, 7)])
                & (vehicle | (only_theirs & (theirs > 0.2))),
            ),
            (ADDITIVE, (iso3 == "KOR") & (day == date(2025, 8, 7)) & more & ~vehicle
             & pl.col("headings").str.contains("9903.02.56", literal=True)),
            (PRINTED_MATTER, pl.col("headings").str.contains(r"9903\.(01\.31|03\.11)") & ~more),
            (STACKED, (ours > TOLERANCE) & (theirs > ours + 0.01)),
            (US_CONTENT, north & vehicle),
            (BASE_TRUCKS, vehicle & ~more & (ours < TOLERANCE) & (theirs < TOLERANCE)),
            (REBATE, vehicle & ((theirs / ours - 0.95).abs() < 0.02)),
            (BLENDED, north & within),
            # Until June 2025 duties on Canada and Mexico came before metals, under no claim.
            (METAL, asked("metal-content", "metal-under-15-percent")),
            (
                METAL,
                north & more & (day < date(2025, 6, 4)) & (pl.col("claim_s232") > TOLERANCE),
            ),
            (PARTS_ASKED, within & asked("part-of")),
            (AIRCRAFT, pl.col("aircraft") & more),
            (DESCRIBED, within & (pl.col("asked") != "") & more),
            (COPPER, (day >= date(2026, 4, 6)) & (chapter == "74") & (theirs < TOLERANCE)),
            (CUT_SHORT, only_theirs & (pl.col("near_s232") | asked("part-of"))),
            (BEYOND, only_theirs & pl.col("hts10").str.starts_with("8430")),
            (METAL, more & pl.col("headings").str.contains(r"9903\.8(5\.04|1\.89)")),
            (FARM, (chapter < "25") & more & (day < date(2025, 11, 13))),
            (CUT_SHORT, more & pl.col("near_exempt")),
            (SPECIFIC, pl.col("inexact")),  # floors filled upon a base of nought
        ],
    }  # fmt: skip


def sized(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the dollars of a year by class: of all cells, of Korea, and in how many cells."""
    frame = frame.filter(pl.col("gap_total").abs() > TOLERANCE)
    found = []
    for part, named in classes().items():
        name = pl.lit(UNEXPLAINED)
        for label, holds in reversed(named):
            name = pl.when(holds).then(pl.lit(label)).otherwise(name)
        found.append(
            frame.filter(pl.col(f"gap_{part}").abs() > TOLERANCE).select(
                name.alias("class"),
                "date",
                "iso3",
                "hts10",
                pl.lit(part).alias("part"),
                (pl.col(f"gap_{part}") * pl.col("value") / 1e6).alias("millions"),
            )
        )
    return pl.concat(found)


def table(differences: pl.DataFrame, days: int) -> pl.DataFrame:
    """Return a row for each class, the mean of the days, USD million of a year."""
    size = pl.col("millions")
    korea = size.filter(pl.col("iso3") == "KOR")
    return (
        differences.group_by("class")
        .agg(
            (size.abs().sum() / days).alias("both ways"),
            (size.sum() / days).alias("ours less theirs"),
            (korea.abs().sum() / days).alias("Korea, both ways"),
            pl.len().alias("cells"),
        )
        .sort("both ways", descending=True)
    )


def main(panel: Path = PANEL) -> None:
    """Print the table, the share of cells that agree, and what is not explained."""
    frame = cells(panel)
    differences = sized(frame)
    days = frame["date"].n_unique()
    agree = float(np.mean(frame["gap_total"].abs().to_numpy() <= TOLERANCE))
    print(f"{frame.height:,} cells on {days} days; {agree:.1%} agree within a twentieth of a point")
    print("USD million of a year at the imports of 2024, mean of the days")
    with pl.Config(tbl_rows=40, fmt_str_lengths=90, tbl_width_chars=160, float_precision=1):
        print(table(differences, days))
        left = differences.filter(pl.col("class") == UNEXPLAINED)
        by_day = left.group_by("date").agg(pl.col("millions").abs().sum()).sort("date")
        print(f"not explained, by day (aim: under {SEEN:g} each)", by_day)
        print(left.sort(pl.col("millions").abs(), descending=True).head(12))
        print("monthly means of the daily averages, percent", daily())


def _weights() -> pl.DataFrame:
    """Return imports of 2024 by line; Germany's are the Union's by its share of their sector."""
    trade = imports()
    frame = pl.DataFrame(
        {
            "hts10": [f"{code:010d}" for code in trade.codes],
            "iso3": [trade.partners[place] for place in trade.partner],
            "sector": [trade.sectors[place] for place in trade.sector],
            "value": trade.value,
        }
    )
    by_sector = open_catalog().table("tariff_imports_by_sector")
    union = frame.filter(iso3="EU").group_by("sector").agg(pl.col("value").sum().alias("union"))
    share = (
        by_sector.filter(census=CENSUS_OF_GERMANY)
        .join(union, on="sector")
        .select("sector", (pl.col("value") / pl.col("union")).clip(0, 1).alias("share"))
    )
    germany = (
        frame.filter(iso3="EU")
        .join(share, on="sector")
        .with_columns(pl.lit("DEU").alias("iso3"), pl.col("value") * pl.col("share"))
    )
    columns = ["hts10", "iso3", "value"]
    return pl.concat([frame.select(columns), germany.select(columns)])


def _column(frame: pl.DataFrame, claims: dict[str, str]) -> np.ndarray:
    names = [one.name for one in programme_list()]
    columns = {
        iso3: FIRST_PROGRAMME + names.index(claims[iso3]) if claims.get(iso3) in names else NO_CLAIM
        for iso3 in frame["iso3"].unique()
    }
    return frame["iso3"].replace_strict(columns, return_dtype=pl.Int64).to_numpy()


def _lines(frame: pl.DataFrame, spot: np.ndarray, claim: np.ndarray) -> Lines:
    places = {one.iso3: place for place, one in enumerate(origin_list())}
    return Lines(
        product=spot,
        origin=frame["iso3"].replace_strict(places, return_dtype=pl.Int64).to_numpy(),
        claim=claim,
        day=np.array([day.toordinal() for day in frame["date"].to_list()]),
        known=np.full(spot.size, LATEST),
    )


def _rated(engine: Engine, frame: pl.DataFrame, spot: np.ndarray, claim: np.ndarray) -> np.ndarray:
    found = engine.rate(_lines(frame, spot, claim))
    return np.column_stack([found.base, found.duties])


def _headings(engine: Engine) -> set[str]:
    """Return the four-digit headings of which Section 232 names a line."""
    named: set[str] = set()
    for measure in engine.law.measures:
        if measure.authority == "s232":
            for item in measure.products:
                named |= engine.law.lists[item[1:]] if item[0] == "@" else {item}
    return {code[:4] for code in named}


def _exempt(engine: Engine) -> set[str]:
    """Return the eight digits of which an exemption of Annex II or Section 122 names a line."""
    named = (engine.law.lists[name] for name in ("annex-ii", "s122-exempt", "s122-named"))
    return {code[:8] for codes in named for code in codes}


def _inexact(engine: Engine) -> np.ndarray:
    """Return which products ever had a general duty that is no plain share of value."""
    schedule = engine.schedule
    plain = np.array([row[0].exact for row in schedule.duties])[schedule.text]
    found = np.zeros(schedule.codes.size, dtype=np.bool_)
    found[schedule.version_product[~plain]] = True
    return found


def daily(folder: Path = PANEL.parent) -> pl.DataFrame:
    """Return monthly means of the daily averages: ours by law and with claims, and theirs.

    Theirs weigh 240 countries of 2024, ours the same imports of 51 partners. Theirs holds claims
    and metal contents as averages; ours with claims takes metals at their whole value, so that it
    lies above theirs wherever machines and appliances weigh.
    """
    world = pl.read_parquet(folder / "yale_daily_etr.parquet").select(
        pl.col("date").str.to_date(), pl.col("weighted_etr").alias("theirs")
    )
    korea = (
        pl.read_parquet(folder / "yale_daily_country_authority.parquet")
        .filter(pl.col("country") == CENSUS_OF_KOREA)
        .select("date", pl.col("weighted_etr").alias("theirs"))
    )
    found = []
    for name, partners, theirs in (("all", None, world), ("Korea", ["KOR"], korea)):
        weigher = Weigher(partners)
        ours = pl.concat(
            pl.DataFrame(
                {
                    "date": pl.date_range(step.first, step.last, eager=True),
                    "law": step.averages.law.rates[0, -1],
                    "claims": step.averages.claims.rates[0, -1],
                    "least": step.averages.claims.low[0],
                }
            )
            for step in steps(weigher, date(2025, 1, 1), date(2026, 8, 31))
        )
        found.append(ours.join(theirs, on="date").with_columns(pl.lit(name).alias("of")))
    return (
        pl.concat(found)
        .group_by("of", pl.col("date").dt.truncate("1mo").alias("month"), maintain_order=True)
        .agg((pl.col("law", "claims", "least", "theirs").mean() * 100).round(2))
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
