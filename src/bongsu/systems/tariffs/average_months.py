"""Monthly averages by partner and part, with what each part gains where Section 232 falls.

The table that runs take holds them for the law as it was known; here they are computed, for that
table and, where a scenario changes the law, for the law that it makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from bongsu.systems.tariffs.average_steps import months, steps
from bongsu.systems.tariffs.averages import COLUMNS, Averages, Weigher
from bongsu.systems.tariffs.law import FOREVER
from bongsu.systems.tariffs.overrides import Override, Scenario
from bongsu.systems.tariffs.schedule import COVERED_FROM, COVERED_TO

PARTNERS = ("EU", "JPN", "KOR")
PARTS = COLUMNS[:-1]
DIGITS = 8  # of a share
FALLS = Override(do="void", targets=("authority:s232",))
Cell = tuple[date, str, str]  # first day of the month, partner, part
Numbers = tuple[float, float, float, float]  # law, claims, and what each gains beyond
Rates = dict[Cell, tuple[float, float]]


class Months:
    """The months of one law, and of the same law without Section 232.

    Parameters
    ----------
    scenario : Scenario
        The law.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._held: dict[Scenario, Weigher] = {}

    def rows(self, first: date, last: date, known: date) -> dict[Cell, Numbers]:
        """Return the averages of all months from one to another.

        Parameters
        ----------
        first, last : date
            Days of the months, the last of which may lie after the schedule ends: the lines, and
            the law that stood on its last day, then go on, with what the scenario says of later.
        known : date
            Of knowledge.
        """
        stands = self._rates(self.scenario, first, last, known)
        falls = self._rates(without_s232(self.scenario), first, last, known)
        found: dict[Cell, Numbers] = {}
        for cell, (law, claims) in stands.items():
            gained = (0.0, 0.0) if cell[2] == "s232" else falls[cell]
            beyond = [round(max(b - a, 0.0), DIGITS) for a, b in zip((law, claims), gained,
                                                                     strict=True)]  # fmt: skip
            found[cell] = (law, claims, beyond[0], beyond[1])
        return found

    def _rates(self, law: Scenario, first: date, last: date, known: date) -> Rates:
        found: Rates = {}
        if first <= COVERED_TO:
            found |= self._covered(law, max(first, COVERED_FROM), min(last, COVERED_TO), known)
        if last > COVERED_TO:
            found |= self._after(law, max(first, COVERED_TO + timedelta(days=1)), last, known)
        return found

    def _weigher(self, law: Scenario) -> Weigher:
        if law not in self._held:
            self._held[law] = Weigher(PARTNERS, law)
        return self._held[law]

    def _covered(self, law: Scenario, first: date, last: date, known: date) -> Rates:
        series = steps(self._weigher(law), first, last, known, by="country", bounds=False)
        groups = series[0].averages.groups
        return {
            (month.first, partner, part): (
                round(float(month.law.rates[group, place] / month.value[group]), DIGITS),
                round(float(month.claims.rates[group, place] / month.value[group]), DIGITS),
            )
            for month in months(series)
            for group, partner in enumerate(groups)
            for place, part in enumerate(PARTS)
        }

    def _after(self, law: Scenario, first: date, last: date, known: date) -> Rates:
        """Return months after the schedule: its last day, under what the scenario then says."""
        found: Rates = {}
        held: dict[Scenario, Averages] = {}
        month = first.replace(day=1)
        while month <= last:
            after = (month + timedelta(days=32)).replace(day=1)
            edges = [month, *(d for d in turns(law) if month < d < after), after]
            parts: list[tuple[int, Averages]] = []
            for start, end in pairwise(edges):
                then = standing_on(law, start)
                if then not in held:
                    weigher = self._weigher(then)
                    held[then] = weigher.average(COVERED_TO, known, by="country", bounds=False)
                parts.append(((end - start).days, held[then]))
            found |= _mean(month, parts)
            month = after
        return found


def _mean(month: date, parts: Sequence[tuple[int, Averages]]) -> Rates:
    days = sum(count for count, _ in parts)

    def rate(layer: str, group: int, place: int) -> float:
        paid = (n * float(getattr(one, layer).rates[group, place]) for n, one in parts)
        return round(sum(paid) / days, DIGITS)

    return {
        (month, partner, part): (rate("law", group, place), rate("claims", group, place))
        for group, partner in enumerate(parts[0][1].groups)
        for place, part in enumerate(PARTS)
    }


def without_s232(law: Scenario) -> Scenario:
    """Return a law without Section 232, its own measures under it included."""
    return replace(
        law,
        overrides=(*law.overrides, FALLS),
        measures=tuple(one for one in law.measures if one.authority != "s232"),
    )


def turns(law: Scenario) -> tuple[date, ...]:
    """Return the days on which something of a scenario begins, or no longer holds, in order."""
    found = {day for override in law.overrides for day in (override.start, override.end)}
    found |= {day for measure in law.measures for day in (measure.start, measure.end)}
    return tuple(sorted(found - {FOREVER}))


def standing_on(law: Scenario, day: date) -> Scenario:
    """Return what a scenario says for one day, as if it had always said so."""
    return replace(
        law,
        overrides=tuple(
            replace(one, start=date.min, end=FOREVER)
            for one in law.overrides
            if one.start <= day < one.end
        ),
        measures=tuple(
            replace(one, start=COVERED_FROM, end=FOREVER)
            for one in law.measures
            if one.start <= day < one.end
        ),
    )
