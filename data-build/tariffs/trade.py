"""Trade that rates are weighed with: imports of 2024, sectors, contents, use of claims."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from tables import Source, write_table
from tariffs.equivalents import IMPORTS
from tariffs.schedule import ARCHIVE, COMMIT, GROUP, PUBLIC

YALE = "The Budget Lab at Yale"
RESOURCES = f"{ARCHIVE}/tree/{COMMIT}/resources"
KNOWN = date(2026, 6, 29)  # of the copy that the tables come from
CLAIMS = Source(
    producer="United States International Trade Commission; compiled by The Budget Lab at Yale",
    citation="USITC DataWeb, imports for consumption by special programme; Tariff Rate Tracker",
    address=RESOURCES,
    licence=PUBLIC,
    vintage="2024, and 2025-01 to 2026-02",
    known_from=KNOWN,
)
SECTORS = Source(
    producer=YALE,
    citation="Tariff Rate Tracker, crosswalk of 10-digit lines to GTAP sectors",
    address=f"{ARCHIVE}/blob/{COMMIT}/resources/hs10_gtap_crosswalk.csv",
    licence="MIT",
    vintage="2026-06",
    known_from=KNOWN,
)
BY_SECTOR = replace(
    IMPORTS,
    citation="Census Bureau, imports for consumption of 2024 by country and GTAP sector; "
    "Tariff Rate Tracker",
    address=f"{ARCHIVE}/blob/{COMMIT}/output/imports_by_country_gtap_2024.csv",
)
METALS = Source(
    producer="United States Bureau of Economic Analysis; compiled by The Budget Lab at Yale",
    citation="BEA, input-output detail; Tariff Rate Tracker, shares of metals in value by line",
    address=f"{ARCHIVE}/blob/{COMMIT}/resources/metal_content_shares_bea_hs10.csv",
    licence=PUBLIC,
    vintage="2026-06",
    known_from=KNOWN,
)


def build(raw: Path, out: Path) -> None:
    """Write the tables."""
    folder = raw / "tariffs"
    _imports(folder, out)
    _sectors(folder, out)
    _claims(folder, out)


def _imports(folder: Path, out: Path) -> None:
    write_table(
        pl.read_parquet(folder / "imports_2024_hts10_country.parquet")
        .select(
            "hts10",
            pl.col("cty_code").alias("census"),
            pl.col("con_val").alias("value"),
            pl.col("cal_duty").alias("duty"),
        )
        .sort("census", "hts10"),
        out=out,
        group=GROUP,
        name="tariff_imports",
        title="Imports for consumption and calculated duty of 2024 by line and country",
        source=IMPORTS,
        columns={
            "hts10": ("", "Line, ten digits"),
            "census": ("", "Country of origin, Schedule C; 0003 is the European Union"),
            "value": ("usd", "Customs value"),
            "duty": ("usd", "Calculated duty"),
        },
        keys=["hts10", "census"],
        note="51 partners, USD 3,217.0 billion.",
    )
    wide = pl.read_csv(folder / "imports_2024_country_gtap.csv", infer_schema_length=None)
    names = {name: name.partition(" (")[0] for name in wide.columns}
    sectors = [name for name in wide.columns if re.match(r"[a-z_]{3} \(", name)]
    write_table(
        wide.select(
            pl.col("cty_code").cast(pl.String).str.zfill(4).alias("census"),
            *(pl.col(name).cast(pl.Int64) for name in sectors),
        )
        .unpivot(index="census", variable_name="sector", value_name="value")
        .with_columns(pl.col("sector").replace_strict(names).str.to_uppercase())
        .filter(pl.col("value") > 0)
        .sort("census", "sector"),
        out=out,
        group=GROUP,
        name="tariff_imports_by_sector",
        title="Imports for consumption of 2024 by country and GTAP sector",
        source=BY_SECTOR,
        columns={
            "census": ("", "Country of origin, Schedule C"),
            "sector": ("", "GTAP sector"),
            "value": ("usd", "Customs value"),
        },
        keys=["census", "sector"],
    )


def _sectors(folder: Path, out: Path) -> None:
    write_table(
        pl.read_parquet(folder / "hts10_gtap.parquet")
        .select(pl.col("hs10").alias("hts10"), pl.col("gtap_code").alias("sector"))
        .unique()
        .sort("hts10"),
        out=out,
        group=GROUP,
        name="tariff_sectors",
        title="GTAP sector of each 10-digit line",
        source=SECTORS,
        columns={"hts10": ("", "Line, ten digits"), "sector": ("", "GTAP sector")},
        keys=["hts10"],
    )
    metals = ("steel", "aluminum", "copper", "other_metal")
    write_table(
        pl.read_parquet(folder / "metal_content_bea_hts10.parquet")
        .select(
            pl.col("hs10").alias("hts10"),
            *(pl.col(f"{metal}_share").cast(pl.Float32) for metal in metals),
        )
        .unique("hts10")
        .sort("hts10"),
        out=out,
        group=GROUP,
        name="tariff_metal_content",
        title="Shares of metals in the value of each line, from input-output accounts",
        source=METALS,
        columns={"hts10": ("", "Line, ten digits")}
        | {
            f"{m}_share": ("share", f"Share of value that is {m.replace('_', ' ')}") for m in metals
        },
        keys=["hts10"],
        note="An average of an industry; the content of an entry is what its importer declares.",
    )


def _claims(folder: Path, out: Path) -> None:
    write_table(
        pl.read_parquet(folder / "mfn_preference_share_hs2.parquet")
        .select("hs2", pl.col("cty_code").alias("census"), "exemption_share")
        .sort("hs2", "census"),
        out=out,
        group=GROUP,
        name="tariff_preference_use",
        title="Share of the general duty of 2024 that was not paid, by chapter and country",
        source=replace(CLAIMS, vintage="2024"),
        columns={
            "hs2": ("", "Chapter"),
            "census": ("", "Country of origin, Schedule C"),
            "exemption_share": ("share", "Duty not paid over duty at the general rate"),
        },
        keys=["hs2", "census"],
    )
    write_table(
        pl.read_parquet(folder / "usmca_share_2024.parquet")
        .select("hts10", pl.col("cty_code").alias("census"), "usmca_share")
        .sort("census", "hts10"),
        out=out,
        group=GROUP,
        name="usmca_use",
        title="Share of imports of 2024 from Canada and Mexico that claimed USMCA, by line",
        source=replace(CLAIMS, vintage="2024"),
        columns={
            "hts10": ("", "Line, ten digits"),
            "census": ("", "1220 Canada, 2010 Mexico"),
            "usmca_share": ("share", "Value with a claim over value; lines without any left out"),
        },
        keys=["hts10", "census"],
    )
    write_table(
        pl.read_parquet(folder / "usmca_ca_mx_monthly.parquet")
        .select(
            pl.concat_str(pl.col("month"), pl.lit("-01")).str.to_date().alias("month"),
            "hts10",
            pl.col("cty_code").alias("census"),
            _thousands("total_value").alias("value"),
            _thousands("usmca_value").alias("claimed"),
        )
        .filter(pl.col("value") > 0)
        .sort("census", "hts10", "month"),
        out=out,
        group=GROUP,
        name="usmca_use_by_month",
        title="Imports from Canada and Mexico, and those that claimed USMCA, by month and line",
        source=replace(CLAIMS, vintage="2025-01 to 2026-02"),
        columns={
            "month": ("", "First day of the month"),
            "hts10": ("", "Line, ten digits"),
            "census": ("", "1220 Canada, 2010 Mexico"),
            "value": ("usd", "Customs value to the thousand; what is under 500 is left out"),
            "claimed": ("usd", "Customs value with a claim, to the thousand"),
        },
        keys=["month", "hts10", "census"],
    )


def _thousands(column: str) -> pl.Expr:
    """Return an amount to the thousand: the last digits of it take as much room as all others."""
    return pl.col(column).cast(pl.Float64).truediv(1000).round(0).cast(pl.Int64) * 1000
