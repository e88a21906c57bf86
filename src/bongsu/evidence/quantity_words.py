"""The words around numbers, from their tables, as the patterns that `quantities` matches with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from bongsu.evidence.alternatives import either
from bongsu.evidence.mentions import Comparator
from bongsu.evidence.numbers import SIGNS, number_words
from bongsu.evidence.word_tables import tables
from bongsu.patterns import regex

# A number with Hangul behind it; whether that is a scale or a unit is looked up in `korean`.
KOREAN = (
    r"\d[\d,]{0,14}(?:\.\d{1,6})?[ ]?(?:[십백천]?[만억조경]|[십백천])"
    r"(?:[ ]?\d[\d,]{0,6}(?:\.\d{1,3})?[ ]?(?:[십백천]?[만억조]|[십백천])){0,4}"
    r"(?:[ ]?\d[\d,]{0,6}(?=[가-힣]))?"
    r"|\d[\d,]{0,14}(?:\.\d{1,6})?(?=[ ]?[가-힣]|%포인트)"
)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first, with any kind of space."""
    return either(words).replace(r"\ ", r"[ \n]")


class Words(NamedTuple):
    """Compiled patterns and look-up tables; each pattern is matched at a position."""

    number: re.Pattern[str]  # a candidate: digits, number words, ordinals, fractions, multiples
    scale: re.Pattern[str]
    currency_before: re.Pattern[str]  # matched on what stands before, to its end
    currency_behind: re.Pattern[str]
    duration: re.Pattern[str]
    physical: re.Pattern[str]
    hedge_behind: re.Pattern[str]
    rate: re.Pattern[str]
    scales: Mapping[str, float]
    currencies: Mapping[str, str]
    durations: Mapping[str, str]
    units: Mapping[str, tuple[str, float]]
    hedges: Mapping[str, Comparator]
    rates: Mapping[str, tuple[str, str]]
    persons: frozenset[str]
    plurals: frozenset[str]
    not_plural: frozenset[str]
    stops: frozenset[str]
    named_before: frozenset[str]
    names: Mapping[str, tuple[tuple[str, str], ...]]  # by the number word that they hold
    letters_behind: frozenset[str]
    forces: frozenset[str]  # "the 7th Fleet"


@cache
def words() -> Words:
    """Return the words around numbers."""
    units, currencies, hedges = tables("units"), tables("currencies"), tables("comparators")
    masks, numbers = tables("masks"), number_words()
    short = numbers["short_scales"]
    scales = {**numbers["scales"], **short}
    behind = currencies["behind"]
    small = {word: code for word, code in behind.items() if word.islower()}
    behind = {
        **{word.upper(): code for word, code in small.items()},
        **{word.title(): code for word, code in small.items()},
        **behind,
    }
    return Words(
        number=regex(_number_pattern(numbers), re.IGNORECASE),
        scale=regex(
            rf"(?:[ \n-](?P<long>(?i:{any_of(numbers['scales'])}))\b"
            rf"|(?P<short>[ \n]?(?:{any_of(w for w in short if len(w) > 1)})|[kmbtKMBT])"
            r"(?!\w|/(?!yr|year|mo|day|annum)))"
        ),
        currency_before=regex(rf"(?<![A-Za-z])(?:{any_of(currencies['before'])})[ \n]?\Z"),
        currency_behind=regex(
            rf"[ \n-](?P<currency>{any_of(behind)})"
            r"(?:(?![\w-])|(?=\d{1,2}(?![\w.,])))"  # "2.8 trillion won1" has a note
        ),
        duration=regex(
            r"(?P<joint>[ \n-])(?:(?:consecutive|straight|successive|full|whole|calendar"
            rf"|additional)[ \n])?(?P<unit>{any_of(units['durations'])})\b"
            r"(?![ \n-](?:percentage[ \n])?points?\b)",
            re.IGNORECASE,
        ),
        physical=regex(rf"[ \n-]?(?P<unit>{any_of(units['physical'])})(?![\w])"),
        hedge_behind=regex(rf"[ \n]?(?P<hedge>{_all(hedges['behind'])})(?![\w])", re.IGNORECASE),
        rate=regex(rf"(?<![\w-])(?P<measure>{any_of(units['rates'])})\b", re.IGNORECASE),
        scales=scales,
        currencies={**currencies["before"], **behind},
        durations=units["durations"],
        units={word: (unit, float(worth)) for word, (unit, worth) in units["physical"].items()},
        hedges={
            word: Comparator(name)
            for side in ("before", "behind")
            for name, some in hedges[side].items()
            for word in some
        },
        rates={word: (kind, unit) for word, (kind, unit) in units["rates"].items()},
        persons=frozenset(units["persons"]["words"]),
        plurals=frozenset(units["plurals"]["words"]),
        not_plural=frozenset(units["not_plural"]["words"]),
        stops=frozenset(units["stops"]["words"]),
        named_before=frozenset(masks["before"]),
        names=_by_number_word(masks["names"]),
        letters_behind=frozenset(masks["behind_digits"]),
        forces=frozenset(masks["forces"]),
    )


def _all(groups: Mapping[str, list[str]]) -> str:
    return any_of(word for some in groups.values() for word in some)


_TALLIED = 20  # the most of which one is said to be: "one in twenty"


def _number_pattern(numbers: Mapping[str, Mapping[str, float]]) -> str:
    cardinals, scales = any_of(numbers["cardinals"]), any_of([*numbers["scales"], "dozen"])
    ordinals = any_of(numbers["ordinals"])
    parts = any_of(numbers["denominators"])
    tens = any_of(word for word, value in numbers["cardinals"].items() if value >= 20)
    word = rf"(?:{cardinals}|{scales})"
    tally = (
        r"[ \n](?:out[ \n]of|in)(?:[ \n]every)?[ \n](?:three|four|five|ten|100|10|[345])"
        r"(?![\w.,%-]*\w)"
        rf"(?![ \n](?:{scales}|percent|per[ \n]cent|years?|months?|weeks?|days?|hours?)\b)"
    )
    parts_of = any_of(
        word for word, value in numbers["cardinals"].items() if 3 <= value <= _TALLIED
    )
    one_in = (
        rf"[ \n](?:[a-z]{{3,}}[ \n])?in(?:[ \n]every)?[ \n](?:{parts_of})(?=[,.;:)]|[ \n](?:"
        r"[a-z]+(?:ed|ing)|is|was|has|had|are|were|have|who|that|will|would|can|could|did|does|do|"
        r"may|might|must|said|says|told|of[ \n](?:the|all|its|their|our)|now|still|and|but|or)\b)"
        rf"|[ \n]in[ \n](?:{parts_of})(?=[ \n][a-z]+s\b)"
        rf"(?![ \n](?:{scales}|years?|months?|weeks?|days?|hours?|minutes?|decades?)\b)"
    )
    first = {word[0] for kind in numbers.values() for word in kind if word[0].isalpha()}
    spelt = "".join(sorted(first | {"a"}))
    return (  # most positions are refused by their character alone
        r"(?=[\d.])(?:"
        rf"(?P<spoken_digits>(?<![\w-])\d{{1,6}}[- ]point[- ](?:{cardinals})"
        rf"(?:-(?:{cardinals})){{0,9}}\b)"
        r"|(?P<placed>(?<![\w.,])\d[\d,]{0,8}(?:st|nd|rd|th)\b)"
        rf"|(?P<korean>(?-i:{KOREAN}))"  # Hangul has no case, and each letter is asked whether
        rf"|(?P<mixed>\d[\d,]{{0,8}}[ ]?[{SIGNS}]"
        r"|\d{1,3}[ -](?:1/2|[12]/3|[13]/4|[1357]/8)(?![\d/])"
        rf"|\d{{1,3}}[- ]and[- ](?:a|one)[- ](?:half|quarter|third)\b)"
        rf"|(?P<tally>(?<![\w.,-])[1-9]{tally})"
        r"|(?P<digits>[1-9]\d{0,2}(?:[ ]\d{3}){0,3}[ ]000(?![\w,.]\d|\w)"
        r"|\d[\d,]*(?:\.\d+)*|(?<![\w.])\.\d+))"
        rf"|(?=[{spelt}])(?<![\w-])(?:"
        rf"(?P<spoken>(?:{cardinals})[- ]point[- ](?:{cardinals})"
        rf"(?:-(?:{cardinals})){{0,9}}\b)"
        rf"|(?P<mixed_words>(?:{cardinals})[- ]and[- ](?:a|one)[- ](?:half|quarter|third)\b)"
        rf"|(?P<tally_words>(?:one|two|three|four|five|six|seven|eight|nine){tally}|one(?:{one_in}))"
        rf"|(?P<fraction>(?:a|an|one|two|three|four|five|six|seven|eight|nine)[ \n-]"
        rf"(?:{parts})\b|half\b|quarter(?=-point))"
        rf"|(?P<ordinal>(?:(?:{tens})-)?(?:{ordinals})\b)"
        rf"|(?P<multiple>(?:{any_of(numbers['multiples'])})\b)"
        rf"|(?P<scaled>an?[ \n](?:{scales})\b(?:(?:-|[ \n](?:and[ \n])?){word}\b){{0,14}})"
        r"|(?P<another>another(?=[ \n](?:day|week|month|quarter|year|decade)\b))"
        rf"|(?P<words>{word}\b(?:(?:-|[ \n](?:and[ \n])?){word}\b){{0,14}})"
        r")"
    )


def _by_number_word(names: Iterable[str]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return what stands before and behind each number word or figure of each name."""
    numbers = number_words()
    known = {word for kind in numbers.values() for word in kind} | {"dozens", "tens"}
    found: dict[str, set[tuple[str, str]]] = {}
    for name in names:
        for part in regex(r"[a-z]+|\d[\d.]*").finditer(name):
            if part[0] in known or part[0][0].isdigit():
                found.setdefault(part[0], set()).add((name[: part.start()], name[part.end() :]))
    return {word: tuple(sorted(around)) for word, around in found.items()}
