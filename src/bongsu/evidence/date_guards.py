"""Which words that look like a date are none: counts, names of laws and people, verbs."""

from __future__ import annotations

import re

from bongsu.evidence.date_words import (
    BEFORE_MAY,
    BEFORE_MONTH,
    COUNT_BEFORE,
    COUNTED,
    LABELS,
    MEASURED,
    STREETS,
    TIME_BEFORE,
    either,
)

_WORD_BEFORE = re.compile(r"([A-Za-z]+)(['’]s)?([.)\]\"”’]?)[ \u00a0\n]{0,2}$")
_WORD_AFTER = re.compile(r"(?:[- \u00a0\n]{1,2}|,[ \u00a0\n])?([A-Za-z]+)(['’]s?)?")
_BARRED_BEFORE = frozenset("$€£₩¥￦#§/\\-‐‑–−.,:=+&@_*^~×")
_MONEY_BEFORE = re.compile(r"(?:[A-Z]{2,3}\$?|US\$)[ \u00a0]$")
_MONEY_CODES = frozenset(
    "USD KRW EUR JPY CNY GBP US WON RMB CHF AUD CAD SGD TWD HKD INR VND".split()
)
_PREFIXES = re.compile(r"\b(?:pre|post|non|mid|early|late|end|circa|ca|[Aa]genda|[Vv]ision)[-‐‑]$")
# "Resolutions 1718, 1874 and"
_LABEL_CHAIN = re.compile(
    rf"\b(?:{either(LABELS)})\.?[ \u00a0](?:\d{{1,6}}(?:[ ]\(\d{{4}}\))?(?:,[ ]and|,|[ ]and|[ ]or|[ ]&|[ ]to)[ ]){{1,8}}$",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"[ \u00a0](?:[A-Z]|\d{1,2}(?:st|nd|rd|th)|[A-Z][a-z]+)(?:[ \u00a0][A-Z][a-z]+)?[ \u00a0]([A-Z][A-Za-z]+)\b"
)
_NAMELIKE = frozenset({"march", "april", "may", "june", "august"})
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


def is_year(text: str, start: int, end: int, within: tuple[int, int]) -> bool:
    """Whether a number from 1500 to 2199 that stands alone is a year."""
    low, high = within
    if start > low and text[start - 1] in _BARRED_BEFORE and not _may_precede(text, start, low):
        return False
    if _MONEY_BEFORE.search(text[max(low, start - 6) : start]):
        code = word_before(text, start, low)[0]
        if code in _MONEY_CODES:
            return False
    before = word_before(text, start, low)[0].lower()
    after = word_after(text, end, high)
    if before in LABELS or _LABEL_CHAIN.search(text[max(low, start - 64) : start]) or after.lower() in MEASURED or _is_address(text, end, high):
        return False
    if before in TIME_BEFORE:
        return True
    if before in COUNT_BEFORE or after.lower() in COUNTED:
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
    before = word.lower()
    if name.isupper() or len(name) <= 4 and name not in {"May", "June", "July"}:
        return before in BEFORE_MAY and not stopped  # "in Sept."
    if text[end : end + 1] in {"-", "‐", "‑"} and text[end + 1 : end + 2].isupper():
        return False  # "April-May" was read before; "August-Wilhelm"
    if name.lower() not in _NAMELIKE:
        return True
    if before in {"and", "or"} and _capital_after(text, end):
        return False  # "and August Kim"
    strong = before in BEFORE_MAY and not stopped
    if name == "May":
        return strong or (before in BEFORE_MONTH and not stopped and _goes_on(text, end))
    if stopped or not before:
        return not _capital_after(text, end)
    return strong or before in BEFORE_MONTH or (word.islower() and not _capital_after(text, end))


def _goes_on(text: str, end: int) -> bool:
    """Whether a word in small letters follows, as in "the May summit"."""
    return text[end : end + 1] in {" ", "\u00a0"} and text[end + 1 : end + 2].islower()


def _capital_after(text: str, end: int) -> bool:
    return text[end : end + 1] in {" ", "\u00a0"} and text[end + 1 : end + 2].isupper()
