"""The words that dates are written with, and those around them, from `tables/date_words.csv`.

A row says what sort of word it is, the word, and what it stands for (the number of a month, a
quarter or a weekday, an EDTF season, a unit of time).
"""

from __future__ import annotations

import csv

from bongsu.packaged import packaged


def _read() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    text = packaged("bongsu.evidence", "tables", "date_words.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        table.setdefault(row["kind"], {})[row["word"]] = row["value"]
    return table


def _numbers(kind: str) -> dict[str, int]:
    return {word.lower(): int(value) for word, value in _TABLE[kind].items()}


_TABLE = _read()

MONTHS = _numbers("month") | _numbers("month_short")
WEEKDAYS = _numbers("weekday") | _numbers("weekday_short")
SEASONS = _numbers("season")
PARTS = _numbers("part")  # of a year: "fourth", "final", "latter"
NUMBERS = _numbers("number")
CENTURIES = _numbers("century")
UNITS = dict(_TABLE["unit"])

FULL_MONTHS = frozenset(_TABLE["month"])
SHORT_MONTHS = frozenset(_TABLE["month_short"])
FULL_WEEKDAYS = frozenset(_TABLE["weekday"])
SHORT_WEEKDAYS = frozenset(_TABLE["weekday_short"])
VAGUE_NUMBERS = frozenset(_TABLE["vague_number"])

OPENERS = frozenset(_TABLE["opener"])  # words that a time in words may begin with
FISCAL = frozenset(_TABLE["fiscal"])  # kinds of years

BEFORE_MONTH = frozenset(_TABLE["before_month"])
BEFORE_MAY = frozenset(_TABLE["before_may"])
BEFORE_WEEKDAY = frozenset(_TABLE["before_weekday"])  # words that may be capitalised before one
BEFORE_SEASON = frozenset(_TABLE["before_season"])
BEFORE_HALF = frozenset(_TABLE["before_half"])  # before "H1" where it is a half of a year
MONEY = frozenset(_TABLE["money"])
LABELS = frozenset(_TABLE["label"])  # a number after them is a name: "Section 2015"
COUNT_BEFORE = frozenset(_TABLE["count_before"])  # "some 2000"
COUNTED = frozenset(_TABLE["counted"])  # "2000 soldiers", but "in 2000 soldiers ..."
MEASURED = frozenset(_TABLE["measured"])  # "2000 tons", whatever stands before
TIME_BEFORE = frozenset(_TABLE["time_before"])
STREETS = frozenset(_TABLE["street"])
FUTURE = frozenset(_TABLE["future"])  # verbs and adjectives of what is to come
PAST = frozenset(_TABLE["past"])  # verbs of what was, besides those in -ed
