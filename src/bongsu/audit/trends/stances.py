"""Words on the course of a bank, "eased policy in 2022", against its decisions of the year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.recalled import own_years, years_of
from bongsu.audit.reading.wording import prose, quoted, table
from bongsu.audit.references import Decision, decisions
from bongsu.audit.references.series import Value
from bongsu.audit.trends.moved import Went
from bongsu.audit.trends.way_words import NOT
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_EASED = guarded_regex(
    r"\b(?:(?P<down>eas(?:ed|es|ing)|loosen(?:ed|ing)?|cut\srates|lowered\srates|cutting\srates|"
    r"relax\w+)|"
    r"(?P<up>tighten(?:ed|ing)?|rais(?:ed|ing)\srates|hik(?:ed|ing)\srates|lift(?:ed|"
    r"ing)\srates))\b"
)


def stances(evidence: Evidence, day: dt.date | None) -> Iterator[Went]:
    """Yield "eased policy in 2022" of a bank all of whose moves of that year went the other way."""
    if day is None:
        return
    for sentence, words in prose(evidence):
        if "rate" not in words and "policy" not in words:
            continue
        ways = list(_EASED.finditer(words))
        if len(ways) != 1 or quoted(words) or NOT.search(_HEAD.split(words)[0]):
            continue
        years = own_years(evidence, sentence)
        if not years and _THAT_YEAR.search(words):
            years = years_of(evidence, sentence)
        start, end = ways[0].span()
        banks = [
            bank
            for bank, forms in table("staleness")["banks"].items()
            if regex(rf"\b(?:{'|'.join(forms)})\b[^,;]{{0,40}}$").search(words[:start])
        ]
        if not _MONEY.search(words[start : end + 40]):
            continue
        if len(banks) != 1 or len(years) != 1:
            continue
        made = [one for one in decisions(banks[0], day) if one.decided.year == years[0]]
        up = ways[0]["up"] is not None
        if not made or any((one.change > 0) is up or not one.change for one in made):
            continue
        before = [one for one in decisions(banks[0], day) if one.decided < made[0].decided]
        if not before:
            continue
        start += sentence.start
        then, now = (_level(one) for one in (before[-1], made[-1]))
        yield Went(start, start + len(ways[0][0]), up, f"the {made[0].rate}", then, now)


_MONEY = lazy_regex(r"\b(?:policy|rates?|stance|credit|money|grip)\b")
_HEAD = lazy_regex(r",\s(?:and|but|while)\s|;\s")
_THAT_YEAR = lazy_regex(r"\bthat\syear\b")


def _level(made: Decision) -> Value:
    day = made.decided.isoformat()
    return Value(
        series=made.bank,
        period=day,
        low=made.low,
        high=made.high,
        known_from=made.known_from,
        vintage="",
        source=made.source,
    )
