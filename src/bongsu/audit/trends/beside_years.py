"""Levels compared with an earlier year that has no figure in the text: "2.6 percent, up from 2023".

The reference has the level of that year. It is held against the figure of the text, which may be a
forecast, or, where the text gives none, against the reference's own figure of the later year. Every
figure on record has to deny the word.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.recalled import about_korea
from bongsu.audit.reading.wording import prose, quoted
from bongsu.audit.references.series import Series, Value, series_for, vintages
from bongsu.audit.trends.went import Went
from bongsu.evidence.mentions import PERCENTS, Evidence, Granularity, Kind, Quantity, within
from bongsu.patterns import lazy_regex

_UP = (
    r"up|higher|more|faster|greater|larger|quicker|stronger|steeper|"
    r"an?\s(?:rise|increase|improvement|gain|uptick|acceleration)"
)
_DOWN = (
    r"down|lower|fewer|less|slower|smaller|weaker|milder|worse|"
    r"an?\s(?:fall|decline|drop|decrease|deterioration|slowdown|easing)"
)
_BASE = (
    r"(?:in\s|of\s|for\s|that\s(?:in|of)\s)?(?:(?:the\s)?(?P<year>(?:19|20)\d\d)(?!\s?[-/–]\d)|"
    r"the\s(?P<last>year\sbefore|previous\syear|preceding\syear|prior\syear|year\searlier)|"
    r"a\syear\s(?P<ago>earlier|before|ago))"
)
_BESIDE = guarded_regex(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\s(?:[a-z]+\s)?(?:pace\s)?(?:from|than|on|over|"
    rf"compared\s(?:with|to))\s{_BASE}"
    r"(?!\s?\(?\d|'s|’s)",
    re.IGNORECASE,
)
_VERB = guarded_regex(
    r"\b(?:(?P<up>rose|increased|grew|climbed|rebounded|accelerated|picked\sup|jumped|improved)|"
    r"(?P<down>fell|declined|dropped|decreased|shrank|slowed|eased|decelerated|worsened|"
    r"moderated))\s"
    r"(?:(?:sharply|slightly|further|again|markedly)\s)?in\s(?P<in>(?:19|20)\d\d)\b"
    r"(?=\s?(?:,|\.|;|$|for\sthe|as\s|and\s|amid\s|because|with\s))",
    re.IGNORECASE,
)
_ECONOMY = guarded_regex(
    r"\b(?:economy|GDP|gross\sdomestic\sproduct)\b[^,;.]{0,30}?\b(?:(?P<up>expanded|grew)|"
    r"(?P<down>contracted|shrank|declined))\s"
    r"in\s(?P<in>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_ELSE = lazy_regex(
    r"\b(?:quarter\w*|month\w*|half|January|February|March|April|June|July|August|September|"
    r"October|November|December|"
    r"share\sof|per\s(?:capita|head)|world|global\w*|Japan\w*|China|Chinese|American?|"
    r"OECD\saverage|youth|core|seasonal\w*|"
    r"but\snot|instead|revis\w*|forecasts?\sof|earlier\sforecast|point|points|pace\sof|North)\b"
)
_AHEAD = lazy_regex(r"\b(?:forecast|expected|projected|predicted|estimated|seen)\b")
_REACH = 120  # code points before a word in which its measure is named
_NEAR = 60  # and in which its figure stands


def beside_years(evidence: Evidence, day: dt.date | None) -> Iterator[Went]:
    """Yield words that set a level above or below that of a year, if the reference denies it."""
    if day is None or not about_korea(evidence):
        return
    for sentence, words in prose(evidence):
        if quoted(words) or _ELSE.search(words):
            continue
        dated = [
            (d.start - sentence.start, d.first.year)
            for d in within(evidence.dates, sentence.start, sentence.end)
            if d.first and d.granularity is Granularity.YEAR and not d.relative
        ]
        for match in (*_BESIDE.finditer(words), *_VERB.finditer(words)):
            years = {year for at, year in dated if at < match.start()}
            went = _went(evidence, sentence.start, words, match, years, day)
            if went is not None:
                yield went
        for match in _ECONOMY.finditer(words):
            yield from _grown(sentence.start, match, day)


def _went(
    evidence: Evidence,
    at: int,
    words: str,
    match: re.Match[str],
    years: set[int],
    day: dt.date,
) -> Went | None:
    named = match.groupdict()
    base = int(named["year"]) if named.get("year") else None
    others = years - {base}
    year = int(named["in"]) if named.get("in") else max(others, default=None)
    if year is None or (len(others) != 1 and not named.get("in")):
        return None
    base = year - 1 if base is None else base
    lead = _AHEAD.sub(" ", words[max(0, match.start() - _REACH) : match.start()])
    found = _series(lead, f"South Korea {lead}")
    if found is None or base >= year or (_by_growth(found) and not _PACED.search(lead)):
        return None
    figure = _figure(evidence, at, match, found)
    thens = vintages(found.id, str(base), day)
    nows = vintages(found.id, str(year), day)
    if not thens or (figure is None and (not nows or _told(evidence, at, words))):
        return None
    low = figure.bounds[0] if figure is not None else min(one.low for one in nows)
    high = figure.bounds[1] if figure is not None else max(one.high for one in nows)
    up = match["up"] is not None
    if up and not high < min(one.low for one in thens):
        return None
    if not up and not low > max(one.high for one in thens):
        return None
    now = nows[-1] if figure is None else _as_value(found, year, figure, thens[-1])
    return Went(at + match.start(), at + match.end(), up, found.title, thens[-1], now)


_PACED = lazy_regex(r"\b(?:growth|pace|rate)\b", re.IGNORECASE)


def _by_growth(series: Series) -> bool:
    """Whether a series has the growth of what may grow by less and still have grown."""
    return "growth" in series.id


def _as_value(series: Series, year: int, figure: Quantity, like: Value) -> Value:
    low, high = figure.bounds
    return Value(
        series=series.id,
        period=str(year),
        low=low,
        high=high,
        known_from=like.known_from,
        vintage="",
        source=like.source,
    )


def _series(lead: str, subject: str) -> Series | None:
    """Return the one yearly count that some words name."""
    found = [s for s in series_for(lead, subject) if s.frequency == "year" and s.kind == "count"]
    return found[0] if len(found) == 1 else None


def _figure(evidence: Evidence, at: int, match: re.Match[str], series: Series) -> Quantity | None:
    """Return the last figure before a word that may be a level of a series."""
    end = at + match.start()
    near = within(evidence.quantities, max(at, end - _NEAR), end)
    levels = [
        q
        for q in near
        if q.value is not None
        and (
            (series.unit == "percent" and q.kind in PERCENTS)
            or (series.unit != "percent" and q.unit == series.unit)
            or (series.unit == "rate" and q.kind in {Kind.RATE, Kind.COUNT})
            or (series.unit == "persons" and q.kind is Kind.COUNT and not q.noun)
        )
    ]
    return levels[-1] if levels else None


def _told(evidence: Evidence, at: int, words: str) -> bool:
    """Whether a sentence gives a figure of its own that may be the level that is meant."""
    figures = within(evidence.quantities, at, at + len(words))
    return any(q.kind not in {Kind.ORDINAL, Kind.DURATION} for q in figures)


def _grown(at: int, match: re.Match[str], day: dt.date) -> Iterator[Went]:
    """Yield an economy that "expanded" in a year in which the reference has it smaller."""
    year = match["in"]
    known = vintages("korea-gdp-growth", year, day)
    before = vintages("korea-gdp-growth", str(int(year) - 1), day)
    up = match["up"] is not None
    if not known or not before:
        return
    if (up and max(v.high for v in known) < 0) or (not up and min(v.low for v in known) > 0):
        title = "Growth of real GDP of South Korea"
        yield Went(at + match.start(), at + match.end(), up, title, before[-1], known[-1])
