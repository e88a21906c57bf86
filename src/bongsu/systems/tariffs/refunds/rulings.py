"""What a ruling gives back of the duties of each month, for all imports.

A ruling that takes whole authorities away, for good or for some days, gives back what was collected
for them on these days. Any other one is found by rating the trade of each month twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bongsu.systems.tariffs.law import AUTHORITIES, Authority
from bongsu.systems.tariffs.layers.gap import Row, packaged_months, packaged_shares, rows_of
from bongsu.systems.tariffs.layers.steps import PARTS, Desk
from bongsu.systems.tariffs.layers.trade import LAST
from bongsu.systems.tariffs.overrides import Deed, Scenario
from bongsu.systems.tariffs.refunds.simulated import Refunds, Span, Spans, month_end, share_taken

Progress = Callable[[date], None]
TAKING: frozenset[Deed] = frozenset({"void", "stay", "replace"})
REACHING = frozenset({"s232"})  # where these end, others reach further
LEAST = 0.5e6  # USD a month: what lies below is the rounding of the packaged months


def spans(ruling: Scenario) -> Spans | None:
    """Return the days on which a ruling takes whole authorities away; None if it does more.

    Void from the start, void from a day, stayed for a while, or replaced. Section 232 is no such
    case, since a reciprocal duty reaches what it leaves; nor is a new measure, or one raised or
    cut, unless it begins after the last month of which imports are known.

    Examples
    --------
    >>> from bongsu.systems.tariffs.override_files import find_scenario
    >>> [name for name in spans(find_scenario("ieepa-void"))]
    ['recip', 'fent']
    """
    found: dict[Authority, list[Span]] = {}
    known = {f"authority:{one}": one for one in AUTHORITIES if one not in REACHING}
    for override in ruling.overrides:
        if override.start > _end_of_imports():
            continue
        plain = override.do in TAKING and not override.origins
        if not plain or not all(one in known for one in override.targets):
            return None
        for target in override.targets:
            found.setdefault(known[target], []).append((override.start, override.end))
    if any(one.start <= _end_of_imports() for one in ruling.measures):
        return None
    return {one: tuple(found[one]) for one in AUTHORITIES if one in found}


def refunds_by_month(ruling: Scenario, *, progress: Progress | None = None) -> Refunds:
    """Return by month and authority what a ruling gives back of the duties collected, in USD.

    Parameters
    ----------
    ruling : Scenario
        Overrides of the law.
    progress : callable, optional
        Told each month before it is rated; only where rating is needed.
    """
    taken = spans(ruling)
    paid = [one for one in packaged_months() if one.stage == "applicability"]
    if taken is not None:
        sums = _sums(paid, tuple(taken))
        shares: dict[tuple[date, str], float] = {
            (month, one): share_taken(month, one, spans_of)
            for one, spans_of in taken.items()
            for month in {month for month, part in sums if part == one}
        }
        return {key: usd * shares[key] for key, usd in sums.items() if shares[key]}
    desk, collected = Desk(ruling), packaged_shares()
    owed: dict[tuple[date, str], float] = {}
    begins = min(
        [one.start for one in ruling.overrides] + [one.start for one in ruling.measures],
        default=date.min,
    )
    months = sorted({one.month for one in paid if one.month >= begins.replace(day=1)})
    for month in months:
        if progress is not None:
            progress(month)
        rows = rows_of(desk.month(month), collected)
        owed |= _sums([one for one in rows if one.stage == "applicability"], PARTS)
    before = _sums([one for one in paid if one.month in months], PARTS)
    back = {key: before.get(key, 0.0) - owed.get(key, 0.0) for key in {**before, **owed}}
    return {key: usd for key, usd in back.items() if abs(usd) > LEAST}


def _end_of_imports() -> date:
    return month_end(LAST) - timedelta(days=1)


def _sums(rows: list[Row], parts: tuple[str, ...]) -> dict[tuple[date, str], float]:
    found: dict[tuple[date, str], float] = {}
    for row in rows:
        for part in parts:
            if row.duties[part]:
                key = (row.month, part)
                found[key] = found.get(key, 0.0) + row.duties[part]
    return found
