"""How a currency is said to have gone of late, held against the monthly rates of the reference.

"The won has strengthened against the dollar in recent months", "the yen has remained weak since
June": the last month whose mean was known, and those that the words may start from, must not have
gone clearly the other way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import prose, quoted
from bongsu.evidence.exchange import Rate, monthly_rate
from bongsu.evidence.mentions import Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_CODES = {"won": "KRW", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY"}
_SAID = guarded_regex(
    r"\b(?:the|Korea['’]s|Japan['’]s|China['’]s)\s(?:South\s)?(?:(?:Korean|Japanese|Chinese)\s)?"
    r"(?P<currency>won|yen|yuan|renminbi)\s(?P<verb>(?P<perfect>(?:has|had)\s(?:since\s)?)?(?:[a-z]+ly\s)?"
    r"(?:(?P<held>remained|stayed|been|held|kept)\s(?:[a-z]+ly\s)?(?P<state>strong|firm|weak|soft)|"
    r"(?P<up>strengthened|appreciated|gained|firmed|risen|rose|rallied)|"
    r"(?P<down>weakened|depreciated|lost|fallen|fell|slid|slumped|softened|declined)))\b",
    re.IGNORECASE,
)
_LATELY = lazy_regex(
    r"\b(?:in\srecent\smonths|recently|lately|of\slate|(?:over|in|during)\sthe\s(?:past|last)\s(?:few|several|"
    r"three|four|five|six)\smonths)\b"
)
_SINCE = lazy_regex(r"\bsince\s(?:[a-z]+\s){0,2}$")
_OTHER = lazy_regex(r"\bagainst\s(?!(?:the\s)?(?:U\.?S\.?|dollar|greenback|American))[A-Za-z]+")
_MONTHS = (3, 4, 6)  # back from which "recent months" may begin
_MOVED = 0.025  # of the rate before by which it must have gone the other way
_LONG = 36  # months among which a rate is called strong or weak
_ENDS = 1 / 3  # share of them that lie on one side


class WentCurrency(NamedTuple):
    """Words on a currency, and the two months that deny them."""

    start: int
    end: int
    now: Rate
    then: Rate


def currencies_lately(evidence: Evidence, day: dt.date | None) -> Iterator[WentCurrency]:
    """Yield what is said of a currency of late that its monthly rates against the dollar deny."""
    if day is None:
        return
    for sentence, words in prose(evidence):
        for match in _SAID.finditer(words):
            if quoted(words) or _OTHER.search(words, match.end()):
                continue
            code = _CODES[match["currency"].lower()]
            now, then = _ends(evidence, sentence, match, code, day)
            if now is None or not then:
                continue
            strong = match["up"] is not None or (match["state"] or "").lower() in {"strong", "firm"}
            moved = [now.per_dollar / rate.per_dollar - 1 for rate in then]
            least = -_MOVED if match["held"] else _MOVED  # what holds need not have moved
            denied = all((one if strong else -one) > least for one in moved)
            if denied and (not match["held"] or _lies_low(code, day, now, strong=strong)):
                start = sentence.start + match.start("verb")
                yield WentCurrency(start, sentence.start + match.end(), now, then[0])


def _ends(
    evidence: Evidence, sentence: Sentence, match: re.Match[str], code: str, day: dt.date
) -> tuple[Rate | None, list[Rate]]:
    """Return the rate that a currency is said to have come to, and those it may have come from."""
    if match["perfect"]:
        words = evidence.words(sentence)
        starts = _starts(evidence, sentence, words, match.end(), day)
        then = [rate for start in starts if (rate := monthly_rate(code, start, day))]
        return _known(code, day), then if len(then) == len(starts) else []
    spans = [
        date
        for date in within(evidence.dates, sentence.start, sentence.end)
        if date.granularity in _STRETCHES and date.first and date.last
    ]
    if len(spans) != 1 or match["held"] or spans[0].first is None or spans[0].last is None:
        return None, []
    first = monthly_rate(code, spans[0].first, day)
    return monthly_rate(code, spans[0].last, day), [first] if first is not None else []


_STRETCHES = frozenset({Granularity.QUARTER, Granularity.YEAR, Granularity.RANGE})


def _starts(
    evidence: Evidence, sentence: Sentence, words: str, end: int, day: dt.date
) -> list[dt.date]:
    """Return the days from which the words may reckon; none if they tell no time of late."""
    for date in within(evidence.dates, sentence.start + end, sentence.end):
        if _SINCE.search(words[: date.start - sentence.start]) and date.first is not None:
            months = date.granularity in {Granularity.MONTH, Granularity.DAY}
            return [date.first] if months and date.first < day else []
    if _LATELY.search(words):
        return [_back(day, months) for months in _MONTHS]
    return []


def _back(day: dt.date, months: int) -> dt.date:
    place = 12 * day.year + day.month - 1 - months
    return dt.date(place // 12, place % 12 + 1, 15)


def _known(code: str, day: dt.date) -> Rate | None:
    """Return the mean rate of the last month that was over."""
    return monthly_rate(code, _back(day, 1), day)


def _lies_low(code: str, day: dt.date, now: Rate, *, strong: bool) -> bool:
    """Whether a currency that is called strong is among its weakest months of years, or back."""
    row = [monthly_rate(code, _back(day, months), day) for months in range(1, _LONG + 1)]
    rates = sorted(rate.per_dollar for rate in row if rate is not None)
    if len(rates) < _LONG:
        return False
    above = sum(rate >= now.per_dollar for rate in rates) / len(rates)
    return above <= _ENDS if strong else above >= 1 - _ENDS
