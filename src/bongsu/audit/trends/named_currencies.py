"""The strength or weakness of a currency that is named without a time, as that of the present.

"Owing to the strengthening of the yen", "the won's weakness": against every month of the last nine
the currency must have gone clearly the other way, and lie on the other side of its last three
years.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import prose, quoted
from bongsu.audit.references.series import Value
from bongsu.audit.trends.known_rows import CODES
from bongsu.audit.trends.went import Went
from bongsu.evidence.exchange import Rate, monthly_rate
from bongsu.evidence.mentions import Evidence, within
from bongsu.patterns import lazy_regex

_NAME = r"(?:the\s)?(?:South\s)?(?:(?:Korean|Japanese|Chinese)\s)?(?P<{}>won|yen|yuan|renminbi)\b"
_UP = r"strengthening|appreciation|rally|rebound|strength|firming"
_DOWN = r"weakening|depreciation|weakness|slide|slump|softness"
_NAMED = guarded_regex(
    rf"\b(?:(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\sof\s{_NAME.format('of')}"
    rf"|{_NAME.format('whose')}(?:['’]s)?\s(?:[a-z]+\s)?(?:(?P<up2>{_UP})|(?P<down2>{_DOWN}))\b"
    rf"|(?:(?P<up3>strong(?:er)?|firm(?:er)?)|(?P<down3>weak(?:er)?|soft(?:er)?|cheap(?:er)?))\s"
    rf"{_NAME.format('held')})",
    re.IGNORECASE,
)
_DOUBT = lazy_regex(
    r"\b(?:if|would|could|should|may|might|will|risks?|not|no|than|any|further|expect\w*|forecast\w*|past|"
    r"next|future|when|whether|until|before|after|era|policy|once|then|had|used\sto)\b",
    re.IGNORECASE,
)
_OTHER = lazy_regex(r"\bagainst\s(?!(?:the\s)?(?:U\.?S\.?|dollar|greenback|American))[A-Za-z]+")
_A = lazy_regex(r"\b[Aa]n?\s$")
_AROUND = 50  # code points before a name of a move in which it may be doubted
_MONTHS = (3, 4, 6, 9)  # back from which a move told of now may have begun
_CLEARLY = 0.04  # of the rates before by which it must have gone the other way
_LONG = 36  # months among which a rate is called strong or weak
_ENDS = 1 / 3  # share of them that lie on one side


def named_currencies(evidence: Evidence, day: dt.date | None) -> Iterator[Went]:
    """Yield names of a currency's strength or weakness that its monthly rates deny."""
    if day is None:
        return
    for sentence, words in prose(evidence):
        for match in _NAMED.finditer(words):
            if within(evidence.dates, sentence.start, sentence.end) or quoted(words):
                continue
            around = words[max(0, match.start() - _AROUND) : match.end() + _AROUND // 2]
            if _DOUBT.search(around) or _OTHER.search(words):
                continue
            if match[0].lower().split()[0].endswith("er") and _A.search(words[: match.start()]):
                continue  # "a stronger won makes imports cheaper", whenever it is so
            pair = _other_way(match, day)
            if pair is not None:
                start, end = sentence.start + match.start(), sentence.start + match.end()
                yield Went(
                    start, end, _is_up(match), "the currency in thousandths of a dollar", *pair
                )


def _is_up(match: re.Match[str]) -> bool:
    return bool(match["up"] or match["up2"] or match["up3"])


def _other_way(match: re.Match[str], day: dt.date) -> tuple[Value, Value] | None:
    """Return the ends of the months over which a currency went the other way."""
    code = CODES[(match["of"] or match["whose"] or match["held"]).lower()]
    row = [monthly_rate(code, _back(day, months), day) for months in range(1, _LONG + 1)]
    rates = [rate for rate in row if rate is not None]
    if len(rates) < _LONG:
        return None
    now, up = rates[0], _is_up(match)
    moved = [now.per_dollar / rates[months - 1].per_dollar - 1 for months in _MONTHS]
    if not all((one if up else -one) > _CLEARLY for one in moved):
        return None
    above = sum(rate.per_dollar >= now.per_dollar for rate in rates) / len(rates)
    if not (above <= _ENDS if up else above >= 1 - _ENDS):
        return None
    return _value(code, rates[_MONTHS[-1] - 1]), _value(code, now)


def _value(code: str, rate: Rate) -> Value:
    level = 1000 / rate.per_dollar
    return Value(
        series=code,
        period=rate.date,
        low=level,
        high=level,
        known_from=dt.date.min,
        vintage="",
        source=rate.source,
    )


def _back(day: dt.date, months: int) -> dt.date:
    place = 12 * day.year + day.month - 1 - months
    return dt.date(place // 12, place % 12 + 1, 15)
