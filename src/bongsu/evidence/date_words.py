"""The words that dates are written with, and those around them, from `tables/date_words.csv`.

A row says what sort of word it is, the word, and what it stands for (the number of a month, a
quarter or a weekday, an EDTF season, a unit of time).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from importlib.resources import files

_Tree = dict[str, "_Tree"]


def _read() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    text = (files("bongsu.evidence") / "tables" / "date_words.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        table.setdefault(row["kind"], {})[row["word"]] = row["value"]
    return table


def _numbers(kind: str) -> dict[str, int]:
    return {word.lower(): int(value) for word, value in _TABLE[kind].items()}


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of some words that prefers longer ones.

    Words share their beginnings in it, which makes it quick to compile and to match.
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def one_of(letters: str) -> str:
    """Return a pattern for one of some letters that compiles quickly.

    A set that holds letters beyond Latin-1 is compiled by way of a table of 65,536 places. What can
    never match, as the last of several ways, keeps `re` from making a set of them.
    """
    near = "".join(re.escape(letter) for letter in letters if letter < "\u0100")
    ways = [*([f"[{near}]"] if near else []), *(letter for letter in letters if letter > "\u00ff")]
    return f"(?:{'|'.join(ways)}|(?!))"


def _branches(tree: _Tree) -> str:
    rest = [re.escape(letter) + _branches(tree[letter]) for letter in sorted(tree) if letter]
    if not rest or (len(rest) == 1 and "" not in tree):
        return "".join(rest)
    return f"(?:{'|'.join(rest)})" + ("?" if "" in tree else "")


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
