"""Forecasts of one house for one year that two documents tell with two values.

What a house expects, it changes a few times a year. Two texts tell of one edition where both name
its day, or where they came out with no other edition between them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.references.series import values
from bongsu.audit.statements.outlooks import Outlook, exclude, forecasts
from bongsu.evidence.mentions import Claim, Evidence, Granularity, Quantity, within

_EDITIONS = {  # series that tell on which days a house gave out its forecasts
    "the Bank of Korea": "korea-growth-forecast-bok",
    "the IMF": "korea-growth-forecast-imf",
    "the OECD": "korea-growth-forecast-oecd",
    "KDI": "korea-growth-forecast-kdi",
}
_SOON = dt.timedelta(days=10)  # within which a house of unknown editions gives out no other
_LATE = dt.timedelta(days=100)  # longer no edition stays the newest
_MOST = 200  # forecasts of all articles that are compared


class Forecast(NamedTuple):
    """A forecast as an article tells it."""

    evidence: Evidence
    outlook: Outlook

    @property
    def claim(self) -> Claim:
        """What the article states."""
        return self.outlook.claim

    @property
    def quantity(self) -> Quantity:
        """The figure."""
        return self.outlook.claim.quantity


def forecasts_apart(evidences: Sequence[Evidence]) -> Iterator[tuple[Forecast, Forecast, bool]]:
    """Yield two values of one forecast in two articles, and whether both name one edition."""
    told: dict[tuple[str, str, str], list[Forecast]] = {}
    for evidence in evidences:
        for outlook in forecasts(evidence):
            told.setdefault(outlook.of, []).append(Forecast(evidence, outlook))
    for some in told.values():
        for one, other in combinations(some[:_MOST], 2):
            apart = one.evidence.article is not other.evidence.article
            if not apart or not exclude(one.claim, other.claim):
                continue
            if _knows(some, one, other) or _knows(some, other, one):
                continue
            named = [_named_editions(each) for each in (one, other)]
            if named[0] & named[1]:
                yield one, other, True
            elif not all(named) and _of_one_edition(one, other):
                yield one, other, False


def forecast_figures(evidences: Sequence[Evidence]) -> frozenset[tuple[int, int]]:
    """Return the articles and places of all figures that are forecasts of a house for a year."""
    return frozenset(
        (id(evidence), outlook.claim.quantity.start)
        for evidence in evidences
        for outlook in forecasts(evidence)
    )


def _knows(some: Sequence[Forecast], one: Forecast, other: Forecast) -> bool:
    """Whether the article of a forecast also tells of the value that the other has."""
    return any(
        each.evidence.article is one.evidence.article
        and each.quantity.value == other.quantity.value
        for each in some
    )


def _named_editions(one: Forecast) -> frozenset[dt.date]:
    """Return the editions that the sentence of a forecast names, or that of its article's day."""
    sentence = one.evidence.sentences[one.claim.sentence]
    published = one.evidence.article.published
    days = {
        date.first
        for date in within(one.evidence.dates, sentence.start, sentence.end)
        if date.granularity is Granularity.DAY and date.first
    }
    on_day = published is not None and published in _days(one.outlook.house)
    return frozenset(days or ({published} if published and on_day else set()))


def _days(house: str) -> list[dt.date]:
    """Return the days on which a house is known to have given out forecasts."""
    series = _EDITIONS.get(house)
    return sorted({value.known_from for value in values(series)}) if series else []


def _of_one_edition(one: Forecast, other: Forecast) -> bool:
    """Whether no edition came out between two articles."""
    days = sorted(
        day for each in (one, other) if (day := each.evidence.article.published) is not None
    )
    if len(days) != len((one, other)):
        return False
    known = _days(one.outlook.house)
    apart = days[1] - days[0]
    if not known or days[0] < known[0] or days[1] > known[-1] + _LATE:
        return apart <= _SOON
    return apart <= _LATE and not any(days[0] < day <= days[1] for day in known)
