"""Which words that look like a date are none: counts, names of laws and people, verbs."""

from __future__ import annotations

import re

from bongsu.evidence.alternatives import either
from bongsu.evidence.date_patterns import GAP
from bongsu.evidence.date_words import (
    BEFORE_MAY,
    BEFORE_MONTH,
    COUNT_BEFORE,
    COUNTED,
    LABELS,
    MEASURED,
    MONEY,
    STREETS,
    TIME_BEFORE,
)
from bongsu.patterns import lazy_regex, regex

_WORD_BEFORE = regex(r"([A-Za-z]+)(['’]s)?([.)\]\"”’]?)[ \u00a0\n]{0,2}$")
_WORD_AFTER = regex(r"(?:[- \u00a0\n]{1,2}|,[ \u00a0\n])?([A-Za-z]+)(['’]s?)?")
_BARRED_BEFORE = frozenset("$€£₩¥￦#§/\\-‐‑–−.,:=+&@_*^~×")
_MONEY_BEFORE = regex(rf"[A-Z]{{2,3}}\$?{GAP}$")
_PREFIXES = lazy_regex(r"\b(?:pre|post|non|mid|early|late|end|circa|ca|[Aa]genda|[Vv]ision)[-‐‑]$")
# "Resolutions 1718, 1874 and"
_LABEL_CHAIN = regex(
    rf"\b(?:{either(LABELS)})\.?{GAP}(?:\d{{1,6}}(?:{GAP}\(\d{{4}}\))?(?:,{GAP}and|,|{GAP}(?:and|or|to|&)){GAP}){{1,8}}$",
    re.IGNORECASE,
)
_SOONER_THAN = regex(rf"\b(?:earlier|later|sooner){GAP}than{GAP}$")
# "$10 billion less than 2024", "in 2048 rather than 2041": what is compared is two times
_TIME_COMPARED = lazy_regex(
    rf"\d(?:{GAP}?(?:%|percent|per{GAP}cent|(?:percentage{GAP})?points?|[mb]illion|trillion|won))?"
    rf"{GAP}(?:more|less|fewer|higher|lower|larger|smaller|greater){GAP}than{GAP}$"
    rf"|\b(?:19|20)\d\d,?{GAP}rather{GAP}than{GAP}$"
)
_UNIT_BEFORE = lazy_regex(rf"\d[A-Za-z]{{1,3}}{GAP}$")  # "a $6.5B August surplus"
_STREET = regex(
    rf"{GAP}(?:[A-Z]|\d{{1,2}}(?:st|nd|rd|th)|[A-Z][a-z]{{1,20}})(?:{GAP}[A-Z][a-z]{{1,20}})?"
    rf"{GAP}([A-Z][A-Za-z]{{1,20}})\b"
)
_NAMELIKE = frozenset({"march", "april", "may", "june", "august"})
_SMALL_AFTER = lazy_regex(r"[ \u00a0\n]{1,2}[a-z]")
_CAPITAL_AFTER = regex(r"[ \u00a0\n]{1,2}[A-Z]")
_REACH = 24  # how far back a word is looked for


def word_before(text: str, at: int, start: int = 0) -> tuple[str, bool]:
    """Return the word just before a position ("" if none), and whether a stop ends it."""
    found = _WORD_BEFORE.search(text[max(start, at - _REACH) : at])
    if found is None:
        return "", False
    return found.group(1), bool(found.group(3))


def word_after(text: str, at: int, end: int) -> str:
    """Return the word just after a position, "" if none."""
    found = _WORD_AFTER.match(text, at, min(end, at + _REACH))
    return found.group(1) if found and not found.group(2) else ""


def is_labelled(text: str, start: int, low: int) -> bool:
    """Whether a word before a number says that it is a name: "Section 15"."""
    return word_before(text, start, low)[0].lower() in LABELS


def is_year(text: str, start: int, end: int, within: tuple[int, int]) -> bool:
    """Whether a number from 1500 to 2199 that stands alone is a year."""
    low, high = within
    if start > low and text[start - 1] in _BARRED_BEFORE and not _may_precede(text, start, low):
        return False
    if _MONEY_BEFORE.search(text[max(low, start - 8) : start]):
        code = word_before(text, start, low)[0]
        if code in MONEY:
            return False
    before = word_before(text, start, low)[0].lower()
    after = word_after(text, end, high)
    if (
        before in LABELS
        or _LABEL_CHAIN.search(text[max(low, start - 64) : start])
        or after.lower() in MEASURED
        or _is_address(text, end, high)
    ):
        return False
    if before in TIME_BEFORE or _SOONER_THAN.search(text[max(low, start - 16) : start]):
        return True
    compared = before == "than" and _TIME_COMPARED.search(text[max(low, start - 48) : start])
    if (before in COUNT_BEFORE and not compared) or after.lower() in COUNTED:
        return False
    value = int(text[start : start + 4])
    return 1800 <= value < 2200


def _may_precede(text: str, start: int, low: int) -> bool:
    mark = text[start - 1]
    if mark in "-‐‑":
        return bool(_PREFIXES.search(text[max(low, start - 10) : start]))
    if mark in "–−~:&*":
        return start - low < 2 or not text[start - 2].isdigit()
    return mark == "," and start - low >= 2 and text[start - 2].isalpha()


def _is_address(text: str, end: int, high: int) -> bool:
    found = _STREET.match(text, end, min(high, end + 48))
    return found is not None and found.group(1) in STREETS


def counts(text: str, end: int, high: int) -> bool:
    """Whether what follows a number shows that it counts or measures."""
    after = word_after(text, end, high).lower()
    return after in COUNTED or after in MEASURED


def is_month(text: str, start: int, end: int, name: str, low: int) -> bool:
    """Whether the bare name of a month, as written, means the month.

    "March" may be a name, "May" a verb at the start of a sentence, "April" a person.
    """
    word, stopped = word_before(text, start, low)
    before = "" if stopped else word.lower()
    if name.isupper() or (len(name) <= 4 and name not in {"May", "June", "July"}):
        return before in BEFORE_MAY  # "in Sept."
    if name.lower() not in _NAMELIKE:
        return True
    if text[end : end + 1] in {"-", "‐", "‑"} and text[end + 1 : end + 2].isupper():
        return False  # "August-Wilhelm"
    if text[max(low, start - 3) : start - 1] in {"'s", "’s"}:
        return _SMALL_AFTER.match(text, end) is not None  # "China's June exports"
    person = _CAPITAL_AFTER.match(text, end) is not None  # or a name that begins with it
    if name == "May" and before not in BEFORE_MAY:
        return before in BEFORE_MONTH and _SMALL_AFTER.match(text, end) is not None
    if before in BEFORE_MONTH and before not in {"and", "or"}:
        return True
    if _UNIT_BEFORE.search(text[max(low, start - 8) : start]):
        return not person
    return not person and (not before or word.islower())
