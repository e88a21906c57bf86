"""A made-up island: two runs, a table and a section, small enough to know every number."""

# ruff: noqa: E501  # YAML keeps one fact on one line

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import polars as pl
import xarray as xr

from bongsu.results import CheckResult, Node, Results
from bongsu.variables import Variable

YEARS = list(range(2024, 2061))
SEXES = ["female", "male"]
AGES = list(range(101))
ISSUES = {"birth-path": ["low", "high"], "law": ["old", "new"]}
WEIGHTS = xr.DataArray([[0.18, 0.42], [0.12, 0.28]], ISSUES, tuple(ISSUES))

VARIABLES = {
    v.name: v
    for v in (
        Variable(name="isle.people", title="People on 31 December", title_ko="인구",
                 unit="thousand person", frequency="year", kind="stock"),
        Variable(name="isle.population", title="People by sex and age", title_ko="성·연령별 인구",
                 unit="thousand person", dims=("sex", "age"), frequency="year"),
        Variable(name="isle.old_share", title="Share of the old", title_ko="고령 비중",
                 unit="share", frequency="year"),
        Variable(name="isle.fund", title="Fund at the end of the year", title_ko="기금",
                 unit="trillion won", frequency="year", kind="stock"),
        Variable(name="isle.end_year", title="Year in which the fund ends", title_ko="소진 연도",
                 unit="year", missing=True, note="not within the horizon"),
        Variable(name="isle.birth_rate", title="Births per woman", title_ko="출산율",
                 unit="child/woman", frequency="year", parameter=True),
        Variable(name="isle.rate", title="Contribution rate", title_ko="보험료율",
                 unit="share", frequency="year", parameter=True),
    )
}  # fmt: skip
LINEAGE = {
    "isle.people": Node(name="isle.people", title="People on 31 December", unit="thousand person",
                        maker="isle.blocks:people", version=1, inputs=("isle.birth_rate",)),
    "isle.population": Node(name="isle.population", title="People by sex and age",
                            unit="thousand person", maker="isle.blocks:population", version=1,
                            inputs=("isle.birth_rate",)),
    "isle.old_share": Node(name="isle.old_share", title="Share of the old", unit="share",
                           maker="isle.blocks:old_share", version=1, inputs=("isle.people",)),
    "isle.fund": Node(name="isle.fund", title="Fund at the end of the year", unit="trillion won",
                      maker="isle.blocks:fund", version=2, inputs=("isle.rate", "isle.people")),
    "isle.end_year": Node(name="isle.end_year", title="Year in which the fund ends", unit="year",
                          maker="isle.blocks:end_year", version=1, inputs=("isle.fund",)),
    "isle.birth_rate": Node(
        name="isle.birth_rate", title="Births per woman", unit="child/woman",
        origin={"sources": [{"citation": "Isle Office (2024), Births", "licence": "CC BY 4.0"}],
                "known_from": "2024-07-11"}),
    "isle.rate": Node(
        name="isle.rate", title="Contribution rate", unit="share",
        origin={"sources": [{"citation": "Isle Act, article 7"}],
                "elicited": {"reason": "a guess at 9%", "range": [0.08, 0.1]}}),
}  # fmt: skip


def runs() -> dict[str, Results]:
    """Return the island's baseline, without issues, and a scenario with two."""
    time = xr.DataArray(np.arange(float(len(YEARS))), {"year": YEARS}, ("year",))
    tilt = xr.DataArray([-4.0, 2.0], {"birth-path": ISSUES["birth-path"]}, ("birth-path",))
    law = xr.DataArray([0.0, 6.0], {"law": ISSUES["law"]}, ("law",))
    return {
        "baseline": _results("baseline", 1000 - 5 * time, 0.0 * time, None),
        "scenario": _results("tree", 1000 - 5 * time + tilt * time, law * time, WEIGHTS),
    }


def _results(name: str, people: xr.DataArray, gift: xr.DataArray, weights) -> Results:
    people = people.transpose(..., "year")
    by_age = xr.DataArray(np.full((2, 101), 1 / 202), {"sex": SEXES, "age": AGES}, ("sex", "age"))
    time = people["year"] - 2024
    fund = (300 - 12 * time + gift).clip(min=0.0).transpose(..., "year")
    end = people["year"].where(fund <= 0).min("year")
    arrays = {
        "isle.people": people,
        "isle.population": (people * by_age).transpose(..., "sex", "age", "year"),
        "isle.old_share": 0.1 + 0.01 * time + 0.0 * people,
        "isle.fund": fund,
        "isle.end_year": end.astype(float),
        "isle.birth_rate": xr.full_like(time, 1.5, dtype=float),
        "isle.rate": xr.full_like(time, 0.09, dtype=float),
    }
    return Results(
        run_id=f"{name}-0123456789abcdef",
        scenario=name,
        title=f"The isle, {name}",
        as_of=date(2026, 2, 11),
        seed=20260211,
        draws=1,
        arrays=arrays,
        variables=VARIABLES,
        weights=xr.DataArray(1.0) if weights is None else weights,
        lineage=LINEAGE,
        outputs=("isle.people", "isle.end_year"),
        notes=("2 issues were kept as dimensions",) if weights is not None else (),
        checks={"isle.balance": CheckResult(largest=3e-13, tolerance=1e-9, where={})},
    )


class Tables:
    """A catalogue with one table."""

    frame = pl.DataFrame(
        {
            "estimator": ["Office", "Bank", "Later"],
            "law": ["old", None, "new"],
            "end_year": [2047, 2051, 2049],
            "known_from": [date(2025, 3, 1), date(2025, 9, 1), date(2026, 2, 12)],
        }
    )

    def table(self, name: str, as_of: date | None = None) -> pl.DataFrame:
        assert name == "ends"
        return self.frame if as_of is None else self.frame.filter(pl.col("known_from") <= as_of)

    def info(self, name: str, as_of: date | None = None) -> SimpleNamespace:
        assert name == "ends"
        assert as_of is None or as_of >= date(2025, 3, 1)
        return SimpleNamespace(
            title="Published ends of the fund", producer="Isle", citation="Isle Office (2025)",
            address="https://isle.example/ends", licence="CC0", vintage="2025",
            known_from=date(2025, 3, 1), sha256="ab12" * 16,
            columns={"end_year": SimpleNamespace(unit="year", title="End")},
        )  # fmt: skip


SECTION = """---
title: What becomes of the isle
title_ko: 섬의 앞날
constants:
  "65": the age from which people count as old
  "20%": a level
  "31": a day of the month
facts:
  people_now: {variable: isle.people, at: {year: 2024}, format: thousand}
  people_2060: {variable: isle.people, at: {year: 2060}, format: thousand}
  fall: {of: people_2060, against: people_now, change: relative, direction: down, format: percent}
  tree_2060: {variable: isle.people, run: scenario, at: {year: 2060}, statistic: mean, format: thousand}
  low_2060: {variable: isle.people, run: scenario, at: {year: 2060}, given: {birth-path: low}, format: thousand}
  end_now: {variable: isle.end_year, format: year}
  end_new: {variable: isle.end_year, run: scenario, given: {law: new}, format: year, missing: later than the horizon}
  early: {variable: isle.end_year, run: scenario, statistic: probability, below: 2055, format: chance}
  office: {table: ends, where: {estimator: Office}, column: end_year, format: year}
  bank: {table: ends, where: {law: null}, column: end_year, format: year}
  later: {of: end_now, against: office, format: signed_years}
figures:
  people:
    form: lines
    title: "The isle goes from {people_now} people to {people_2060} by 2060"
    subtitle: People on 31 December; bands hold half and nine in ten outcomes.
    shape: The line falls throughout.
    unit: thousand person
    tick: thousand
    series:
      - {variable: isle.people, label: "Baseline {people_2060}", hue: ink, observed_to: 2024}
      - {variable: isle.people, run: scenario, label: "Tree {tree_2060}", bands: true, observed_to: 2024}
  share:
    form: lines
    title: One in five is old
    subtitle: Share of people of 65 and over.
    shape: The line rises throughout.
    unit: percent
    tick: "%"
    zero: true
    reference: {value: 20, label: "20%"}
    series: [{variable: isle.old_share, label: Baseline, hue: ink}]
  fund:
    form: lines
    title: "Under the old law the fund ends in {end_now}"
    subtitle: Fund at the end of the year.
    shape: Both lines fall.
    unit: trillion won
    tick: ₩ trillion
    zero: true
    series:
      - {variable: isle.fund, label: Old law, hue: ink, while_positive: true, label_at: peak}
      - {variable: isle.fund, run: scenario, given: {law: new}, label: New law, label_at: end}
  ages:
    form: pyramid
    title: Who lives on the isle
    subtitle: People by single year of age, 2024 and 2060.
    shape: Both are even.
    variable: isle.population
    now: 2024
    later: 2060
    unit: thousand person
    tick: thousand
  ends:
    form: estimates
    title: "Published estimates put the end at {office} and {bank}"
    subtitle: Year in which the fund ends.
    shape: Ours comes between.
    years: true
    rows:
      - {label: Office, fact: office}
      - {label: Bank, fact: bank}
      - {label: Baseline, fact: end_now, hue: ink}
      - {label: Tree under the new law, fact: end_new, hue: blue, ranges: true}
  tree:
    form: tree
    title: Four ways ahead
    subtitle: Width is probability.
    shape: Two issues of two outcomes each.
    issues: {birth-path: Births, law: Law}
    leaves:
      - {variable: isle.people, run: scenario, at: {year: 2060}, heading: People 2060, format: thousand}
      - {variable: isle.end_year, run: scenario, heading: Fund ends, format: year, missing: later}
  chances:
    form: years
    title: "The fund ends early with a chance of {early}"
    subtitle: Year in which the fund ends, % of outcomes.
    shape: One law ends in one year, the other never.
    every: 5
    beyond: Later
    series:
      - {variable: isle.end_year, run: scenario, label: All outcomes}
      - {variable: isle.end_year, run: scenario, given: {law: new}, label: New law, hue: ink}
  sexes:
    form: dots
    title: Half of the isle are women
    subtitle: People by sex in 2060.
    shape: Both dots stand under each other.
    variable: isle.population
    at: {year: 2060, age: 30}
    format: number_1
    heading: Sex
    marked: [female]
tables:
  summary:
    caption: Both ends
    columns: [Law, Year]
    rows:
      - [Old, "{end_now}"]
      - [New, "{end_new}"]
keys:
  - {fact: people_2060, label: people in 2060}
  - {fact: end_now, label: the fund is empty}
compared:
  - {who: Office, says: the old law, published: office, ours: end_now, note: It starts earlier.}
---
The isle had {people_now} people in 2024. It will have **{people_2060}** in 2060, {fall} fewer 인구 감소.

[keys]

## People

[figure: people]

[figure: share]

[figure: ages]

## The fund

It ends in {end_now}, {later} years against the Office. The chance of an end before the horizon is {early}. People are old from 65 on.

- one: {low_2060}
- two: {end_new}

[figure: fund]

[figure: ends]

[table: summary]

[compared]

[figure: tree]

[figure: chances]

[figure: sexes]
"""
