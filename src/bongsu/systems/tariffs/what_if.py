"""A scenario's law in a run: the table of averages made anew under its overrides and measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from bongsu.link import remake

LAST = date(2100, 12, 31)  # the month that runs may reach


@remake("tariff_averages")
def averages_under(
    law: Mapping[str, Sequence[Any]], where: str, averages: pl.DataFrame
) -> pl.DataFrame:
    """Return the averages under the law that a scenario makes of the one that was known.

    Months before anything changes stay what they were, and those after the last change stand for
    all that follow.

    Parameters
    ----------
    law : mapping of str to list
        `overrides` and `measures`, as what-if files have them.
    where : str
        The file, for faults.
    averages : pl.DataFrame
        The table as it was known; the law is read as of the last day that it tells of.

    Raises
    ------
    BadFile, Faults
        If something does not keep to the form.
    """
    # The engine and the law take a second to load, and no other run needs them.
    from bongsu.systems.tariffs.average_months import Months, turns  # noqa: PLC0415
    from bongsu.systems.tariffs.law_files import load_law  # noqa: PLC0415
    from bongsu.systems.tariffs.override_files import scenario_of  # noqa: PLC0415

    scenario = scenario_of(law, name="scenario", law=load_law(), where=where)
    begins, ends, known = (
        averages["month"].min(), averages["month"].max(), averages["known_from"].max()
    )  # fmt: skip
    assert isinstance(begins, date)
    assert isinstance(ends, date)
    assert isinstance(known, date)
    days = [min(max(day, begins), LAST) for day in turns(scenario)]
    if not days:
        return averages
    first, last = days[0].replace(day=1), max(ends, days[-1])
    following = min((last.replace(day=28) + timedelta(days=7)).replace(day=1), LAST)
    rows = Months(scenario).rows(min(first, ends), following, known)
    made = pl.DataFrame(
        [(known, *cell, *numbers) for cell, numbers in rows.items()],
        schema=averages.schema,
        orient="row",
    )
    return pl.concat([averages.filter(pl.col("month") < min(first, ends)), made])
