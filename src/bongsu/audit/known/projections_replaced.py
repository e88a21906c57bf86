"""Projections of a year, such as that in which a fund runs dry, that newer law had replaced."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding
from bongsu.audit.reading.expectations import ahead
from bongsu.audit.reading.wording import prose, stem
from bongsu.audit.references.series import Series, series, values
from bongsu.audit.rules import RULES
from bongsu.evidence.dictionary import words as split
from bongsu.evidence.mentions import Evidence, Granularity, within
from bongsu.patterns import regex

_REACH = 70  # code points from the words that look ahead to the year that they await
_WITHOUT = regex(
    r"\b(?:without|before\sthe|previous\w*|earlier|old|had|absent|until\sthen|under\sthe\s(?:old|former)|"
    r"rather\sthan|instead\sof|from|not|by\sthe\sestimate|one\sestimate)\b",
    re.IGNORECASE,
)


def superseded(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    """Yield a projected year that a projection under newer law had replaced."""
    awaited = [one for one in series().values() if one.unit == "year" and one.kind == "projection"]
    for sentence, words in prose(evidence):
        looks = ahead(words)
        years = [
            date
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.granularity is Granularity.YEAR and (date.last or date.first)
        ]
        if not looks or not years or _WITHOUT.search(words):
            continue
        stems = {stem(word) for word in split(words)}
        meant = [one for one in awaited if _speaks_of(one, stems, words)]
        for date in years:
            year = (date.last or date.first or day).year
            at = date.start - sentence.start
            if not any(look.end() < at < look.end() + _REACH for look in looks):
                continue
            yield from _old_law(evidence, meant, (date.start, date.end), year, day)


def _speaks_of(one: Series, stems: set[str], words: str) -> bool:
    measured = any({stem(w) for w in split(phrase)} <= stems for phrase in one.measures)
    about = any(phrase.casefold() in words.casefold() for phrase in one.subjects)
    barred = any(phrase.casefold() in words.casefold() for phrase in one.excludes)
    return measured and about and not barred


def _old_law(
    evidence: Evidence, meant: list[Series], span: tuple[int, int], year: int, day: dt.date
) -> Iterator[Finding]:
    """Yield a year that fits an older projection of a measure, and none of the newer ones."""
    for one in meant:
        family = [
            s for s in series().values() if s.unit == "year" and set(s.measures) & set(one.measures)
        ]
        older = [v for v in values(one.id, day) if v.low <= year <= v.high]
        newer = [
            v
            for s in family
            if s is not one
            for v in values(s.id, day)
            if older and v.known_from > max(o.known_from for o in older)
        ]
        if not older or not newer or any(abs(v.low - year) <= 2 for v in newer):
            continue
        last = max(newer, key=lambda v: v.known_from)
        yield RULES["ST803"].finding(
            evidence.document,
            span[0],
            span[1],
            f"{year} is the projection of {older[-1].vintage}; newer law had moved it: "
            f"{last.low:g} by {last.vintage}",
            evidence={
                "series": last.series,
                "newest": last.low,
                "known_from": last.known_from.isoformat(),
                "source": last.source,
            },
        )
        return
