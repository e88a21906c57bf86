"""What a ruling gives back of the duties of each month, for all imports.

A ruling that voids whole authorities gives back what was collected for them. Any other one is found
by rating the trade of each month twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bongsu.systems.tariffs.law import AUTHORITIES, Authority
from bongsu.systems.tariffs.layers.gap import Row, packaged_months, packaged_shares, rows_of
from bongsu.systems.tariffs.layers.steps import PARTS, Desk
from bongsu.systems.tariffs.overrides import Scenario
from bongsu.systems.tariffs.refunds.simulated import Refunds

Progress = Callable[[date], None]
LEAST = 0.5e6  # USD a month: what lies below is the rounding of the packaged months


def voided(ruling: Scenario) -> tuple[Authority, ...] | None:
    """Return the authorities that a ruling voids from the start; None if it does anything else.

    Examples
    --------
    >>> from bongsu.systems.tariffs.override_files import find_scenario
    >>> voided(find_scenario("ieepa-void"))
    ('recip', 'fent')
    """
    targets: set[str] = set()
    for override in ruling.overrides:
        plain = override.do == "void" and not override.origins and override.start == date.min
        if not plain or not all(one.startswith("authority:") for one in override.targets):
            return None
        targets |= {one.removeprefix("authority:") for one in override.targets}
    return None if ruling.measures else tuple(one for one in AUTHORITIES if one in targets)


def refunds_by_month(ruling: Scenario, *, progress: Progress | None = None) -> Refunds:
    """Return by month and authority what a ruling gives back of the duties collected, in USD.

    Parameters
    ----------
    ruling : Scenario
        Overrides of the law.
    progress : callable, optional
        Told each month before it is rated; only where rating is needed.
    """
    whole = voided(ruling)
    paid = [one for one in packaged_months() if one.stage == "applicability"]
    if whole is not None:
        return _sums(paid, whole)
    desk, shares = Desk(ruling), packaged_shares()
    owed: dict[tuple[date, str], float] = {}
    begins = min((one.start for one in ruling.overrides), default=date.min)
    months = sorted({one.month for one in paid if one.month >= begins.replace(day=1)})
    for month in months:
        if progress is not None:
            progress(month)
        rows = [one for one in rows_of(desk.month(month), shares) if one.stage == "applicability"]
        owed |= _sums(rows, PARTS)
    before = _sums([one for one in paid if one.month in months], PARTS)
    back = {key: before.get(key, 0.0) - owed.get(key, 0.0) for key in {**before, **owed}}
    return {key: usd for key, usd in back.items() if abs(usd) > LEAST}


def _sums(rows: list[Row], parts: tuple[str, ...]) -> dict[tuple[date, str], float]:
    found: dict[tuple[date, str], float] = {}
    for row in rows:
        for part in parts:
            if row.duties[part]:
                key = (row.month, part)
                found[key] = found.get(key, 0.0) + row.duties[part]
    return found
