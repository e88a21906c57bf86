"""What went up and down on record: yearly and monthly series, policy rates, currencies.

Each is a row of levels by time, so that one reader can hold what is said of any of them against it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.recalled import stems
from bongsu.audit.references import decisions, policy_rate
from bongsu.audit.references.series import Series, Value, series, values
from bongsu.audit.trends.told_times import Stretch
from bongsu.audit.trends.went import is_whole
from bongsu.evidence.exchange import monthly_rate
from bongsu.patterns import lazy_regex

_RELEASE = dt.timedelta(days=45)  # by which the reference may know a figure late
_NO_WAY = frozenset({"korea-gdp-growth", "korea-trade-balance", "korea-current-account"})
_SLIGHT = 0.004  # of a level: a smaller move is none
_MOVED = 0.02  # of a rate of exchange
_MONTHLY = {
    "korea-cpi-inflation": "korea-cpi-month",
    "korea-fx-reserves": "korea-fx-reserves-month",
}
_BANKS = {
    "BOK": lazy_regex(
        r"\b(?:Bank\sof\sKorea|BOK|Monetary\sPolicy\sBoard|Korea[’']s\scentral\sbank)\b"
        r"|\b[Bb]ase\s[Rr]ate\b"
    ),
    "Fed": lazy_regex(r"\b(?:Federal\sReserve|(?:[Tt]he\s|[’']s\s)Fed|FOMC|[Ff]ederal\sfunds)\b"),
    "BOJ": lazy_regex(r"\b(?:Bank\sof\sJapan|BOJ)\b"),
    "ECB": lazy_regex(r"\b(?:European\sCentral\sBank|ECB)\b"),
}
_MONEY = lazy_regex(r"\b(?:policy|rates?|stance|credit|money|monetary|grip|range|cycle)\b")
_CURRENCY = lazy_regex(
    r"(?<!billion\s)(?<!million\s)(?<!trillion\s)(?<!\d\s)\b(?P<name>won|yen|yuan|renminbi)\b(?![-–])"
)
CODES = {"won": "KRW", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY"}
_RATE_OF = lazy_regex(r"\b(?:exchange\srate|won[-–]dollar|dollar[-–]won|per\sdollar)\b")


class Row(NamedTuple):
    """A thing on record that a clause can speak of, and how far it must move to have moved."""

    title: str
    kind: str  # "series", "rate" or "currency"
    id: str
    start: int  # where the clause names it
    end: int
    slight: float = _SLIGHT

    def levels(self, told: Stretch, day: dt.date) -> list[Value]:
        """Return the levels of the months, years or meetings of a time, both ends included."""
        if self.kind == "rate":
            return _rates(self.id, told.first, told.last, day)
        if self.kind == "currency":
            return _currency(self.id, told.first, told.last, day)
        return _levels(self.id, told.opened, told.last, day)


def named_rows(clause: str) -> list[Row]:
    """Return what a clause names of all that is on record, each once."""
    return [*_named_series(clause), *_named_banks(clause), *_named_currencies(clause)]


def _named_banks(clause: str) -> Iterator[Row]:
    if _MONEY.search(clause) is None:
        return
    found = [(bank, match) for bank, form in _BANKS.items() if (match := form.search(clause))]
    if len(found) == 1:
        bank, match = found[0]
        made = decisions(bank)
        yield Row(f"the {made[-1].rate}", "rate", bank, match.start(), match.end(), 0.0)


def _named_currencies(clause: str) -> Iterator[Row]:
    if _RATE_OF.search(clause) is not None:
        return
    found = {match["name"]: match for match in _CURRENCY.finditer(clause)}
    if len(found) == 1:
        name, match = next(iter(found.items()))
        yield Row(f"the {name} in dollars", "currency", CODES[name], *match.span(), _MOVED)


_AT_HOME = ("korea-", "kospi-", "nps-", "sma-")  # in a text about Korea nothing need say so


def _named_series(clause: str) -> Iterator[Row]:
    said = stems(clause)
    found = [
        (max(lengths), one)
        for one, names, excluded in _series()
        if (lengths := [len(name) for name in names if name <= said])
        and not any(word <= said for word in excluded)
        and (one.id.startswith(_AT_HOME) or any(stems(land) <= said for land in one.subjects))
    ]
    longest = max((length for length, _ in found), default=0)
    for length, one in found:
        if length == longest:
            place = _place(clause, one)
            if place is not None:
                yield Row(one.title, "series", one.id, *place)


@cache
def _series() -> tuple[tuple[Series, tuple[frozenset[str], ...], tuple[frozenset[str], ...]], ...]:
    """Return the series that are counted, with the stems of their names and of what is no such."""
    return tuple(
        (
            one,
            tuple(map(stems, _names(one))),
            tuple(stems(word) for word in one.excludes if not _has_months(one, word)),
        )
        for one in series().values()
        if one.kind in {"count", "estimate"} and one.frequency == "year" and one.id not in _NO_WAY
    )


def _names(one: Series) -> tuple[str, ...]:
    """Return what a clause may call a series; those of other lands are told by their measure."""
    return (*one.told, *one.measures) if one.id.startswith(_AT_HOME) else one.measures


def _has_months(one: Series, word: str) -> bool:
    """Whether a word excludes only months, and the series has them."""
    return one.id in _MONTHLY and word in {"month", "quarter"}


_WORD = lazy_regex(r"[^\W\d_]+")


def _place(clause: str, one: Series) -> tuple[int, int] | None:
    """Return where a clause names a series, from the first word of the name to the last."""
    words = [(stems(match[0]), match.span()) for match in _WORD.finditer(clause)]
    for name in sorted(_names(one), key=len, reverse=True):
        needed = stems(name)
        spans = [span for word, span in words if word and word <= needed]
        if needed <= stems(clause) and spans:
            return spans[0][0], spans[-1][1]
    return None


def _levels(series_id: str, first: dt.date, last: dt.date, day: dt.date) -> list[Value]:
    """Return the newest value of each period of a stretch, by months if it is a part of a year."""
    short = (last - first).days < _A_YEAR
    if short and series_id not in _MONTHLY:
        return []
    chosen = _MONTHLY[series_id] if short else series_id
    known: dict[str, Value] = {}
    for value in sorted(values(chosen, day + _RELEASE), key=lambda one: one.known_from):
        inside = first <= value.last and value.first <= last
        if inside and (short or is_whole(value)):
            known[value.period] = value
    return [known[period] for period in sorted(known)]


_A_YEAR = 366


def _rates(bank: str, first: dt.date, last: dt.date, day: dt.date) -> list[Value]:
    """Return the rate before a stretch and after each decision within it."""
    made = [one for one in decisions(bank, day) if first <= one.decided <= min(last, day)]
    before = policy_rate(bank, first - dt.timedelta(days=1))
    rows = [before, *made] if before is not None else []
    return [
        Value(
            series=bank,
            period=one.decided.isoformat(),
            low=one.low,
            high=one.high,
            known_from=one.known_from,
            vintage="",
            source=one.source,
        )
        for one in rows
    ]


def _currency(code: str, first: dt.date, last: dt.date, day: dt.date) -> list[Value]:
    """Return the dollars that a currency bought in each month of a stretch, in thousandths."""
    found = []
    month = first.replace(day=1)
    while month <= min(last, day):
        rate = monthly_rate(code, month, day)
        if rate is not None:
            level = 1000 / rate.per_dollar
            found.append(
                Value(
                    series=code,
                    period=rate.date,
                    low=level,
                    high=level,
                    known_from=month,
                    vintage="",
                    source=rate.source,
                )
            )
        month = (month + dt.timedelta(days=32)).replace(day=1)
    return found
