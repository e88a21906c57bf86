"""Trade that rates are weighed with: imports for consumption of 2024, by line and partner.

The weights never move with the rates: an average says what the law would charge on the goods of
2024, not what importers made of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from bongsu.catalog import open_catalog
from bongsu.errors import OutOfRange
from bongsu.systems.tariffs.arrays import Floats, Ints, origin_list
from bongsu.systems.tariffs.origins import find_origin

EU, EU_CODE = "EU", "0003"  # one partner of the table; no measure tells its members apart
EU_STANDS = "DEU"  # the member that it is rated as
YEAR, YEAR_DAYS = 2024, 366
SHARE = 1e-9  # of value: below it nothing is counted


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trade:
    """Imports, one row a line and partner.

    Attributes
    ----------
    codes : array of int (row)
        Ten digits as a number, as of 2024.
    partner : array of int (row)
        Place in `partners`.
    value, duty : arrays of float (row)
        Customs value and calculated duty of 2024, USD.
    sector : array of int (row)
        Place in `sectors`.
    usmca : array of float (row)
        Share of the value of 2024 that claimed USMCA.
    partners : tuple of str
        ISO 3166 alpha-3, and ``EU``.
    sectors : tuple of str
        Codes of GTAP.
    """

    codes: Ints
    partner: Ints
    value: Floats
    duty: Floats
    sector: Ints
    usmca: Floats
    partners: tuple[str, ...]
    sectors: tuple[str, ...]

    def of(self, partners: Sequence[str]) -> Trade:
        """Return the rows of some partners alone."""
        places = [place for place, name in enumerate(self.partners) if name in partners]
        return self.rows(np.flatnonzero(np.isin(self.partner, places)))

    def rows(self, rows: Ints) -> Trade:
        """Return some of the rows."""
        return Trade(
            codes=self.codes[rows],
            partner=self.partner[rows],
            value=self.value[rows],
            duty=self.duty[rows],
            sector=self.sector[rows],
            usmca=self.usmca[rows],
            partners=self.partners,
            sectors=self.sectors,
        )

    @property
    def origin(self) -> Ints:
        """Place in `origin_list` of each row's partner."""
        places = {one.iso3: place for place, one in enumerate(origin_list())}
        own = [places[EU_STANDS if name == EU else name] for name in self.partners]
        return np.array(own, dtype=np.int64)[self.partner]


@cache
def imports() -> Trade:
    """Return the imports of 2024 of all partners, by partner and line."""
    catalog = open_catalog()
    rows = (
        catalog.table("tariff_imports")
        .join(catalog.table("tariff_sectors"), on="hts10", how="left")
        .join(catalog.table("usmca_use"), on=["hts10", "census"], how="left")
        .with_columns(pl.col("sector").fill_null("none"), pl.col("usmca_share").fill_null(0.0))
    )
    names = {
        code: EU if code == EU_CODE else find_origin(code).iso3
        for code in rows["census"].unique().to_list()
    }
    partner = rows["census"].replace_strict(names)
    partners, sectors = (tuple(sorted(set(one.to_list()))) for one in (partner, rows["sector"]))
    return Trade(
        codes=rows["hts10"].cast(pl.Int64).to_numpy(),
        partner=_places(partner, partners),
        value=rows["value"].cast(pl.Float64).to_numpy(),
        duty=rows["duty"].cast(pl.Float64).to_numpy(),
        sector=_places(rows["sector"], sectors),
        usmca=rows["usmca_share"].cast(pl.Float64).to_numpy(),
        partners=partners,
        sectors=sectors,
    )


def find_partner(text: str) -> str:
    """Return the partner that a code or name means: a country, ``EU`` or one of its members.

    Raises
    ------
    UnknownName
        If it is no country.
    OutOfRange
        If the table has no imports from it by itself.

    Examples
    --------
    >>> find_partner("kr"), find_partner("eu"), find_partner("5880")
    ('KOR', 'EU', 'JPN')
    """
    if text.strip().upper() in {EU, EU_CODE, "EUROPEAN UNION"}:
        return EU
    origin = find_origin(text)
    if "eu" in origin.groups:
        raise OutOfRange(
            f"imports of {YEAR} are held for the European Union as one, and not for {origin.name}",
            where="origin",
            mend="give EU; no measure tells its members apart, so that `bongsu duty` and "
            f"`bongsu tariffs timeline` answer for {origin.iso2}",
        )
    if origin.iso3 not in imports().partners:
        raise OutOfRange(
            f"the table of imports of {YEAR} has no {origin.name}",
            where="origin",
            mend=f"give one of its {len(imports().partners)} partners: "
            + ", ".join(imports().partners),
        )
    return origin.iso3


def partner_name(partner: str) -> str:
    """Return how a partner is called in a table."""
    return "European Union" if partner == EU else find_origin(partner).name.partition(" (")[0]


def _places(texts: pl.Series, among: Sequence[str]) -> Ints:
    return texts.replace_strict(
        list(among), list(range(len(among))), return_dtype=pl.Int64
    ).to_numpy()
