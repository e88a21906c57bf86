"""Duties of a month after each step away from the law, in USD by origin and by industry.

The steps: the law on the trade of 2024; on that of the month; on the value of the metal alone where
the law says so (basis); under the preferences that are claimed (utilisation); as the law was known
in the month, and with what it lets through because it was under way (timing).
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import numpy as np

from bongsu.errors import UnknownName
from bongsu.systems.tariffs.arrays import Bools, Floats, Ints, origin_list
from bongsu.systems.tariffs.engine import LATEST, NO_CLAIM, Engine, Found, Lines, Numbers
from bongsu.systems.tariffs.law import AUTHORITIES, Authority, Basis
from bongsu.systems.tariffs.law_files import load_law
from bongsu.systems.tariffs.layers.claims import claim_columns, claim_shares, contents
from bongsu.systems.tariffs.layers.told import Told
from bongsu.systems.tariffs.layers.trade import NAFTA, Cells, cells, month_values, nearest, part_of
from bongsu.systems.tariffs.overrides import ACTUAL, Scenario
from bongsu.systems.tariffs.spreads import Telling

Step = Literal["law", "trade", "basis", "utilisation", "timing"]
STEPS: tuple[Step, ...] = get_args(Step)
PARTS = ("base", *AUTHORITIES)
METAL: frozenset[Basis] = frozenset({"steel", "aluminium", "copper"})
NOT_US: frozenset[Basis] = frozenset({"non_us"})
VEHICLES = (8703, 8704)  # headings of cars and of trucks
US_CONTENT = 0.40  # of a vehicle that qualifies for USMCA, as the Budget Lab at Yale assumes
LOADED = "loaded-before-"  # conditions of this name end in the day
# Goods from overseas are entered from 1 to 51 days after they were loaded, evenly spread: by air at
# once, by sea after weeks. Of a grid of bounds these left the least squares by industry in March to
# July 2025.
VOYAGES = range(1, 56, 5)
# From 4 to 6 March 2025 nothing from Canada and Mexico could be claimed, and what could wait for
# the 7th waited; what comes by pipe and wire could not. Of all else these shares of a day's usual
# goods came, in twentieths, nearest to the duties of March by country (Census: USD 561 and 1,510
# million); the rest came on other days of the month.
WAITED = range(date(2025, 3, 4).toordinal(), date(2025, 3, 7).toordinal())
CAME = {"CAN": 0.0, "MEX": 0.45}
PIPED = (2709, 2711, 2716)  # headings: oil, gas and electricity
Cases = Mapping["Case", float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MonthDuties:
    """What a month would pay after each step.

    Attributes
    ----------
    by_origin : array of float (step, origin, part)
        USD; parts are the base duty and the authorities.
    by_industry : array of float (step, industry, part)
        Without those vehicles.
    vehicles_by_origin : array of float (step, origin, part)
        Cars and trucks from elsewhere than Canada and Mexico, for which nothing is claimed.
    vehicles_by_industry : array of float (industry)
        Their duty after the last step.
    industry_of_origin : array of float (industry, origin, part)
        After the last step, without the vehicles.
    value_by_origin, value_by_industry : array of float
        Customs value in USD.
    """

    month: date
    industries: Ints
    by_origin: Floats
    by_industry: Floats
    vehicles_by_origin: Floats
    vehicles_by_industry: Floats
    industry_of_origin: Floats
    value_by_origin: Floats
    value_by_industry: Floats

    @property
    def value(self) -> float:
        """Customs value of all imports, USD."""
        return float(self.value_by_origin.sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One state of the law that a part of the month's goods meet."""

    epoch: int
    day: int
    known: int
    flags: frozenset[str]


class Desk:
    """The engine with the book of 2024, or some rows of it, for one scenario of the law.

    Parameters
    ----------
    scenario : Scenario
        What-if; the law as it is if left out.
    origin : str, optional
        ISO 3166 alpha-3; only imports from there.
    products : sequence of str
        Prefixes of lines; only these.
    """

    def __init__(
        self,
        scenario: Scenario = ACTUAL,
        *,
        origin: str | None = None,
        products: Sequence[str] = (),
    ) -> None:
        self.engine = Engine(load_law(), scenario)
        self.told = Told(self.engine)
        self.rows = _rows(cells(), self.engine.schedule.codes, origin, products)
        self.cells = part_of(cells(), self.rows)
        self.column = claim_columns(self.cells)
        self.shares = contents(self.cells)
        near = [place for place, one in enumerate(origin_list()) if one.iso3 in NAFTA]
        self.near: Bools = np.isin(self.cells.origin, near)
        self.came: Floats = np.ones(self.cells.origin.size)
        for place in near:
            self.came[self.cells.origin == place] = CAME[origin_list()[place].iso3]
        self.came[np.isin(self.cells.heading, PIPED)] = 1.0
        self.vehicle: Bools = np.isin(self.cells.heading, VEHICLES)
        self.loaded = {
            name: date.fromisoformat(name.removeprefix(LOADED)).toordinal()
            for name in self.engine.law.conditions
            if name.startswith(LOADED)
        }

    def month(
        self, month: date, *, days: int | None = None, prices: Floats | None = None
    ) -> MonthDuties:
        """Return duties of a month after each step.

        Parameters
        ----------
        month : date
            Its first day.
        days : int, optional
            Only its first days, with their share of its trade; all of it if left out.
        prices : array of float (cell of the whole book), optional
            That trade goes by, as `month_values`.

        Raises
        ------
        OutOfRange
            If no imports are known of the month.
        """
        length = monthrange(month.year, month.month)[1]
        taken = days or length
        value = month_values(month, prices)[self.rows] * (taken / length)
        old = self.cells.value * (value.sum() / max(self.cells.value.sum(), 1.0))
        claimed = claim_shares(self.cells, month)[:, None]
        span = [month.toordinal() + step for step in range(taken)]
        plain, _ = self._mean(self._cases(span, LATEST), basis=False)
        basis, timed = self._basis_and_timed(span, month.toordinal() + length - 1)
        return self._summed(
            month,
            value,
            (
                plain * old[:, None],
                plain * value[:, None],
                basis[0] * value[:, None],
                _mixed(basis, claimed) * value[:, None],
                _mixed(timed, claimed) * value[:, None],
            ),
        )

    def duty_rates(self, month: date) -> Floats:
        """Return what each line and origin bears in a month, as a share of customs value.

        That is the last step of `month`: the law as it was known, with metal's share, claims and
        what was under way.
        """
        length = monthrange(month.year, month.month)[1]
        span = [month.toordinal() + step for step in range(length)]
        _, timed = self._basis_and_timed(span, span[-1])
        rates: Floats = _mixed(timed, claim_shares(self.cells, month)[:, None]).sum(axis=1)
        return rates

    def pairs_dutied(
        self, days: Sequence[int], authorities: Sequence[Authority]
    ) -> tuple[float, float]:
        """Return the share of pairs of line and origin, and of value, that bears some duties.

        Parameters
        ----------
        days : sequence of int
            Ordinals, of one month.
        authorities : sequence of Authority
            Whose duties count.
        """
        first = date.fromordinal(days[0]).replace(day=1)
        value = month_values(first)[self.rows]
        claimed = claim_shares(self.cells, first)
        places = [PARTS.index(one) for one in authorities]
        known = first.toordinal() + monthrange(first.year, first.month)[1] - 1
        found = np.zeros(value.size)
        for near, cases in (
            (self.near, self._cases(days, known)),
            (~self.near, self._cases(days, known, VOYAGES)),
        ):
            for case, share in cases.items():
                for column, weight in ((None, 1.0 - claimed), (self.column, claimed)):
                    duties = self._duties(case, column, basis=False)[:, places].sum(axis=1)
                    found += np.where(near & (duties > 0), share * weight, 0.0)
        traded = value > 0
        return float(found[traded].mean()), float(found @ value / value.sum())

    def _summed(self, month: date, value: Floats, steps: Sequence[Floats]) -> MonthDuties:
        industries, place = np.unique(self.cells.industry, return_inverse=True)
        count, exact = len(origin_list()), self.vehicle & ~self.near
        rest = [np.where(exact[:, None], 0.0, one) for one in steps]
        both = place * count + self.cells.origin
        return MonthDuties(
            month=month,
            industries=industries,
            by_origin=np.array([summed(one, self.cells.origin, count) for one in steps]),
            by_industry=np.array([summed(one, place, industries.size) for one in rest]),
            vehicles_by_origin=np.array(
                [
                    summed(one - other, self.cells.origin, count)
                    for one, other in zip(steps, rest, strict=True)
                ]
            ),
            vehicles_by_industry=_sums((steps[-1] - rest[-1]).sum(axis=1), place, industries.size),
            industry_of_origin=summed(rest[-1], both, industries.size * count).reshape(
                industries.size, count, len(PARTS)
            ),
            value_by_origin=_sums(value, self.cells.origin, count),
            value_by_industry=_sums(value, place, industries.size),
        )

    def _cases(self, days: Sequence[int], known: int, voyages: Sequence[int] = ()) -> Cases:
        """Return the states of the law that days meet, with their shares."""
        found: Counter[Case] = Counter()
        first: dict[int, int] = {}
        for day in days:
            epoch = self.engine.epoch(date.fromordinal(day), date.fromordinal(known))
            stands = first.setdefault(epoch, day)
            for voyage in voyages or (None,):
                flags = self._flags(day, voyage)
                found[Case(epoch=epoch, day=stands, known=known, flags=flags)] += 1
        return {case: count / found.total() for case, count in found.items()}

    def _flags(self, day: int, voyage: int | None) -> frozenset[str]:
        """Return what an importer may say of the day on which goods were loaded."""
        if voyage is None:
            return frozenset()
        until = self.engine.law.conditions
        return frozenset(
            name
            for name, loaded in self.loaded.items()
            if day - voyage < loaded <= day < until[name].until.toordinal()
        )

    def _mean(self, cases: Cases, *, basis: bool) -> tuple[Floats, Floats]:
        """Return duties (cell, part) without a claim and with one, over cases by their shares."""
        shape = (self.cells.value.size, len(PARTS))
        both = np.zeros(shape), np.zeros(shape)
        for case, share in cases.items():
            for place, column in enumerate((None, self.column)):
                both[place][:] += share * self._duties(case, column, basis=basis)
        return both

    def _basis_and_timed(
        self, days: Sequence[int], known: int
    ) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
        """Return duties by the law of today, and by the law as known with goods under way."""
        late = self._cases(days, LATEST)
        basis = self._mean(late, basis=True)
        return basis, self._timed(days, known, late, basis)

    def _timed(
        self, days: Sequence[int], known: int, late: Cases, basis: tuple[Floats, Floats]
    ) -> tuple[Floats, Floats]:
        """Return duties by the law as known, with goods from overseas as they were under way."""
        ashore = self._cases(days, known)
        same = {case.epoch for case in ashore} == {case.epoch for case in late}
        mean = self._waited(days, known, basis if same else self._mean(ashore, basis=True))
        afloat = self._cases(days, known, VOYAGES)
        if all(not case.flags for case in afloat):
            return mean
        away = self._mean(afloat, basis=True)
        near = self.near[:, None]
        return np.where(near, mean[0], away[0]), np.where(near, mean[1], away[1])

    def _waited(
        self, days: Sequence[int], known: int, mean: tuple[Floats, Floats]
    ) -> tuple[Floats, Floats]:
        """Return duties over days of one month, with the goods of some moved to its others."""
        waited = [day for day in days if day in WAITED]
        if not waited:
            return mean
        first = date.fromordinal(days[0])
        others = monthrange(first.year, first.month)[1] - len(WAITED)
        rest = (1.0 + len(WAITED) * (1.0 - self.came) / others)[:, None]
        moved = (rest - self.came[:, None]) * (len(waited) / len(days))
        without, under = self._mean(self._cases(waited, known), basis=True)
        return rest * mean[0] - moved * without, rest * mean[1] - moved * under

    def _duties(self, case: Case, column: Ints | None, *, basis: bool) -> Floats:
        found = self._found(case, column)
        base, duties = self.told.duties(found, (case.flags, ()))
        if basis:
            rows = self.told.laid_on(found, METAL)
            if rows.size:
                duties[rows] = self._on_metal(part_found(found, rows), rows, case.flags)
            rows = np.flatnonzero(self.near & self.vehicle)
            rows = np.intersect1d(self.told.laid_on(found, NOT_US), rows)
            if rows.size and column is not None:
                duties[rows] = self._on_foreign(part_found(found, rows), case.flags)
        whole: Floats = np.concatenate([base[:, None], duties], axis=1)
        whole[self.cells.outside] = 0.0
        return np.nan_to_num(whole, copy=False)

    def _on_metal(self, found: Found, rows: Numbers, flags: frozenset[str]) -> Floats:
        """Return duties by authority at the content of each line; they are linear in it."""
        empty: Telling = (flags, (("steel", 0.0),))
        none = self.told.duties(found, empty)[1]
        mixed = none.copy()
        for metal, share in self.shares.items():
            whole = self.told.duties(found, (flags, ((metal, 1.0),)))[1]
            mixed += share[rows, None] * (whole - none)
        return mixed

    def _on_foreign(self, found: Found, flags: frozenset[str]) -> Floats:
        """Return duties by authority upon what of a vehicle is not of the United States."""
        approved = flags | {"commerce-approved"}
        none = self.told.duties(found, (approved, (("us", 0.0),)))[1]
        whole = self.told.duties(found, (approved, (("us", 1.0),)))[1]
        mixed: Floats = none + US_CONTENT * (whole - none)
        return mixed

    def _found(self, case: Case, column: Ints | None) -> Found:
        size = self.cells.product.size
        return self.engine.locate(
            Lines(
                product=self._standing(case.epoch),
                origin=self.cells.origin,
                claim=np.full(size, NO_CLAIM) if column is None else column,
                day=np.full(size, case.day),
                known=np.full(size, case.known),
            )
        )

    def _standing(self, epoch: int) -> Ints:
        """Return the cells' lines, where one does not stand the nearest that does."""
        version = self.engine.epochs[epoch].version
        product = self.cells.product
        gone = np.flatnonzero(version[product] < 0)
        if not gone.size:
            return product
        standing = np.flatnonzero(version >= 0)
        codes = self.engine.schedule.codes
        moved = product.copy()
        moved[gone] = standing[nearest(codes[product[gone]], codes[standing])]
        return moved


def summed(values: Floats, place: Ints, count: int) -> Floats:
    """Return sums (place, part) over cells."""
    return np.stack([np.bincount(place, column, count) for column in values.T], axis=1)


def _sums(values: Floats, place: Ints, count: int) -> Floats:
    return np.bincount(place, values, count).astype(np.float64)


def part_found(found: Found, rows: Numbers) -> Found:
    """Return some of the places."""
    return Found(
        epoch=found.epoch[rows],
        version=found.version[rows],
        column=found.column[rows],
        fit=found.fit[rows],
    )


def _mixed(duties: tuple[Floats, Floats], claimed: Floats) -> Floats:
    """Return duties of goods of which a share claims."""
    without, under = duties
    mixed: Floats = without + claimed * (under - without)
    return mixed


def _rows(held: Cells, codes: Ints, origin: str | None, products: Sequence[str]) -> Ints:
    """Return the rows of the book from one origin and under some prefixes."""
    kept = np.ones(held.product.size, dtype=np.bool_)
    if origin is not None:
        place = [number for number, one in enumerate(origin_list()) if one.iso3 == origin]
        kept &= np.isin(held.origin, place)
    if products:
        lines = codes[held.product]
        kept &= np.any([lines // 10 ** (10 - len(one)) == int(one) for one in products], axis=0)
    if not kept.any():
        raise UnknownName(
            f"of 2024 no imports are held from {origin or 'anywhere'}"
            + (f" under {', '.join(products)}" if products else ""),
            where="origin, products",
            mend="name one of the 51 partners of the table tariff_imports (the European "
            "Union is one, here DEU), and prefixes of lines that it sends",
        )
    return np.flatnonzero(kept)
