"""Finds every date that a stretch of text writes, unresolved, in one scan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bongsu.evidence.alternatives import one_of
from bongsu.evidence.date_days import day_first, month_first, weekday_first
from bongsu.evidence.date_distances import day_away
from bongsu.evidence.date_forms import Form
from bongsu.evidence.date_patterns import GAP, HYPHEN
from bongsu.evidence.date_phrases import phrase
from bongsu.evidence.date_words import (
    FISCAL,
    FULL_MONTHS,
    FULL_WEEKDAYS,
    NUMBERS,
    OPENERS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    VAGUE_NUMBERS,
)
from bongsu.evidence.date_years import (
    code_first,
    fiscal_words,
    number_code,
    short_decade,
    year_first,
)
from bongsu.patterns import lazy_regex, regex

_TOKEN = regex(r"[^\W\d_]+|\d+")
_UNIT_OPENER = r"(?:years?|months?|weeks?|days?|decades?|quarters?)"
_COUNTS_TIME = regex(rf"(?:{HYPHEN}[a-z]{{3,5}})?{GAP}(?:few\b|couple\b|{_UNIT_OPENER})")
_LATER = regex(rf"{GAP}or{GAP}(?P<way>later|after|earlier|before)\b(?!{GAP}\w+ing)")
_ONWARD = regex(rf"{GAP}(?:onwards?|forward)\b")
_REACH = 120  # characters
_DIGITS = frozenset("0123456789")
_APOSTROPHES = frozenset("'’‘")
_BARRED_BEFORE = frozenset("$€£₩¥￦#§.,/\\-‐‑+")
# what may follow a number of up to three digits that begins a date
_PROMISING = regex(
    rf"{one_of('-./‐‑–—−~〜QH월')}|st|nd|rd|th|{GAP}(?:{one_of('-‐‑–—−~JFMASOND')}|of|and|to|&|{_UNIT_OPENER})"
)
_URL = lazy_regex(r"(?:https?://|www\.)[^\s<>\"]{1,2000}")


def forms(text: str, start: int, end: int) -> list[Form]:
    """Return the times written in ``text[start:end]``, in their order, none overlapping."""
    found: list[Form] = []
    at = start
    links = _links(text, start, end)
    for token in _TOKEN.finditer(text, start, end):
        word = token.group()
        if (word not in _FIRST_WORDS and not word.isdigit()) or token.start() < at:
            continue
        form = _form_at(text, token, start, end)
        if form is None or any(first <= form.start < stop for first, stop in links):
            continue
        found.append(_opened(text, form, end))
        at = found[-1].end
    return found


def _links(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if text.find("://", start, end) < 0 and text.find("www.", start, end) < 0:
        return []
    return [found.span() for found in _URL.finditer(text, start, end)]


def _form_at(text: str, token: re.Match[str], low: int, end: int) -> Form | None:
    """Read the time that begins with a word or a number."""
    at, word = token.start(), token.group()
    if at > low and (text[at - 1].isalnum() or text[at - 1] == "_"):
        return None
    if not word.isdigit():
        reader = _FIRST_WORDS.get(word)
        return reader(text, at, end, low) if reader else None
    if len(word) == 2 and at > low and text[at - 1] in _APOSTROPHES:
        return short_decade(text, at - 1, end)
    if len(word) == 4:
        return year_first(text, at, end, low)
    return _short_first(text, at, end, low) if len(word) < 4 else None


def read_form(text: str, at: int, end: int, low: int) -> Form | None:
    """Read the time that begins exactly at a position, none if there is none.

    It looks no further than a time in words may reach, so that nothing nests without end.
    """
    end = min(end, at + _REACH)
    token = _TOKEN.match(text, at + (text[at : at + 1] in _APOSTROPHES), end)
    return None if token is None else _form_at(text, token, low, end)


def _opened(text: str, form: Form, end: int) -> Form:
    """Take in "or later" and "onward" after a form, which open it to one side."""
    later, onward = _LATER.match(text, form.end, end), _ONWARD.match(text, form.end, end)
    if form.second is not None or not (later or onward) or not (form.first or form.relation):
        return form
    way = "after" if later is None or later.group("way") in {"later", "after"} else "before"
    stop = (later or onward).end()  # type: ignore[union-attr]
    return Form(start=form.start, end=stop, first=form.first, relation=form.relation, opens=way)


def _short_first(text: str, at: int, end: int, low: int) -> Form | None:
    """Read what begins with a number of up to three digits."""
    before = text[at - 1] if at > low else " "
    after = at + 1
    while after < end and text[after] in _DIGITS:
        after += 1
    if before in _BARRED_BEFORE or not _PROMISING.match(text, after, end):
        return None
    form = day_first(text, at, end, low) or number_code(text, at, end)
    if form is None:
        form = phrase(text, at, end, low, read_form)
    return form if form and (form.relation or form.first) else None


def _word_first(text: str, at: int, end: int, low: int) -> Form | None:
    return phrase(text, at, end, low, read_form)


def _count_first(text: str, at: int, end: int, low: int) -> Form | None:
    word = _TOKEN.match(text, at, end)
    if word is None or not _COUNTS_TIME.match(text, word.end(), end):
        return None
    return phrase(text, at, end, low, read_form)


def _fiscal_or_word(text: str, at: int, end: int, low: int) -> Form | None:
    return fiscal_words(text, at, end) or _word_first(text, at, end, low)


_Reader = Callable[[str, int, int, int], "Form | None"]


def _any_case(words: Iterable[str]) -> set[str]:
    return {form for word in words for form in (word, word.capitalize(), word.upper())}


def _first_words() -> dict[str, _Reader]:
    """Return which reader reads on after which word."""
    readers: dict[str, _Reader] = dict.fromkeys(_any_case({*NUMBERS, *VAGUE_NUMBERS}), _count_first)
    readers |= dict.fromkeys(_any_case(OPENERS), _word_first)
    readers |= dict.fromkeys(_any_case(FISCAL), _fiscal_or_word)
    for words, reader in (
        (FULL_MONTHS | SHORT_MONTHS, month_first),
        (FULL_WEEKDAYS | SHORT_WEEKDAYS, weekday_first),
    ):
        readers |= dict.fromkeys({*words, *(word.upper() for word in words)}, reader)
    readers |= dict.fromkeys(_any_case(("yesterday", "today", "tomorrow")), day_away)
    return readers | dict.fromkeys(("Q", "H", "FY", "CY"), code_first)


_FIRST_WORDS = _first_words()
