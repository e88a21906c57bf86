"""The table of the Korea Hana Foundation's yearly surveys of those who arrived from North Korea."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from tables import Source, write_table

SHARES = ("participation", "employment", "unemployment", "satisfied", "discriminated")
PRINTED = {2023: date(2023, 12, 27)}  # survey year: day of the press, where its address names it
# Not in the raw file. The wage of South Koreans stands beside that of settlers in the Foundation's
# release on 2025 (news1.kr, nk/politics-diplomacy/6016950), in ten thousand won a month.
SOUTH_KOREAN_WAGE = {2025: 320.5}
RESPONDENTS = {2025: 2500}
RESPONDENTS_PAGE = (
    "https://allthe.news/it/articles/"
    "record-81-of-north-korean-defectors-satisfied-with-life-in-south (respondents)"
)
RELEASED = (1, 31)  # month and day of the next year, where the day is not known

SURVEY = Source(
    producer="Korea Hana Foundation (남북하나재단)",
    citation="Korea Hana Foundation, settlement and social integration surveys; page in each row",
    address="https://www.koreahana.or.kr",
    licence="Official statistics; figures are facts",
    vintage="As reported, row by row",
)


def build(raw: Path, out: Path) -> None:
    """Write the table."""
    write_table(
        survey(raw / "people" / "refugees"),
        out=out,
        group="resettlement",
        name="hana_survey",
        title="Survey of settlers from North Korea: work, wages, satisfaction, discrimination",
        source=SURVEY,
        columns={
            "survey_year": ("", "Year of the survey"),
            "participation": ("percent", "Participation in economic activity, ages 15 and over"),
            "employment": ("percent", "Employed, of all aged 15 and over"),
            "unemployment": ("percent", "Unemployed, of those economically active"),
            "satisfied": ("percent", "Satisfied with life in South Korea"),
            "discriminated": ("percent", "Met discrimination, as the survey asks it"),
            "monthly_wage": ("ten_thousand * won / month", "Mean monthly wage of employees"),
            "south_korean_wage": (
                "ten_thousand * won / month",
                "Mean monthly wage of South Koreans, as the survey's release gives it",
            ),
            "respondents": ("person", "Settlers who were asked, where that is known"),
            "tenure": ("month", "Mean time in the present job"),
            "source": ("", "Pages that the row was taken from"),
            "known_from": ("", "Day from which the row is known"),
        },
        keys=("survey_year",),
        note=(
            "Missing: not found. Some figures of 2022 and 2024 are differences from the next "
            "survey's, as the press prints them. Where the day of release is not known, a row "
            "counts as known from 31 January after the survey"
        ),
    )


def survey(folder: Path) -> pl.DataFrame:
    """Return one row a survey; a share outside 0 to 100 is refused."""
    table = pl.read_csv(folder / "hana_survey.csv").rename(
        {"monthly_wage_10k_krw": "monthly_wage", "tenure_months": "tenure"}
        | {f"{share}_pct": share for share in SHARES}
    )
    for share in SHARES:
        wrong = table.filter(~pl.col(share).is_between(0, 100))
        if wrong.height:
            raise ValueError(f"{share}: {wrong[share].to_list()} are no percentages")
    days = [PRINTED.get(year, date(year + 1, *RELEASED)) for year in table["survey_year"]]
    return table.select(
        pl.col("survey_year").cast(pl.Int16),
        *SHARES,
        "monthly_wage",
        by_year(SOUTH_KOREAN_WAGE, "south_korean_wage", pl.Float64),
        by_year(RESPONDENTS, "respondents", pl.Int32),
        "tenure",
        pl.when(pl.col("survey_year").is_in(list(RESPONDENTS)))
        .then(pl.col("source") + "; " + RESPONDENTS_PAGE)
        .otherwise(pl.col("source"))
        .alias("source"),
        pl.Series("known_from", days, dtype=pl.Date),
    )


def by_year(values: Mapping[int, float], name: str, dtype: type[pl.DataType]) -> pl.Expr:
    """Return a column of values by survey year, missing where there is none."""
    year = pl.col("survey_year")
    return year.replace_strict(values, default=None, return_dtype=dtype).alias(name)
