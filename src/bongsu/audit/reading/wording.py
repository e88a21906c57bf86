"""What rules need to read words: word lists from data files, stems, proper names, sentences.

The lists stand in `tables/*.yaml`, so that a word can be added without touching a rule;
`data-build/word_tables.py` puts them into the one file that is read, since YAML is read slowly.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.needs import guarded_regex
from bongsu.audit.references import NamedEvent, events_named
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Sentence
from bongsu.evidence.word_tables import tables
from bongsu.patterns import regex

_WORD = regex(r"[^\W_]+(?:['’][^\W_]+)?")
A_YEAR = guarded_regex(r"\b(?:19|20)\d\d\b")
_CAPITAL = r"(?:[A-Z][^\W_]*(?:[&.'’\-][^\W_]+)*\.?|[A-Z]\.)"
_NAME = regex(rf"\b{_CAPITAL}(?:\s(?:(?:of|and|for|the|on|&)\s){{0,2}}(?:{_CAPITAL}|\d+\b))*")
_SUFFIXES = ("ations", "ation", "ments", "ment", "ingly", "ings", "ing", "ions", "ion", "edly")
_ENDINGS = (*_SUFFIXES, "ers", "er", "ors", "or", "ies", "ied", "ed", "es", "s", "y", "e")
_BY_LAST_LETTER = {
    last: tuple(ending for ending in _ENDINGS if ending[-1] == last)
    for last in {ending[-1] for ending in _ENDINGS}
}
_SHORTEST_STEM = 3


def table(name: str) -> Mapping[str, Any]:
    """Return a table of words by its name."""
    return tables(name, "bongsu.audit")


def alternation(words: Iterable[str]) -> str:
    """Return the source of a pattern that finds any of some phrases, the longest first.

    Examples
    --------
    >>> re.findall(alternation(["set to", "set"]), "set to set")
    ['set to', 'set']
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


@cache
def matcher(name: str, key: str) -> re.Pattern[str]:
    """Return a pattern that finds the words of one list of a table, whole and in any case."""
    return regex(rf"\b{alternation(table(name)[key])}\b", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what the forms of one English word have in common, roughly.

    Examples
    --------
    >>> stem("reductions") == stem("reduction"), stem("raising") == stem("raise")
    (True, True)
    """
    lower = word.casefold().removesuffix("'s").removesuffix("’s")
    for ending in _BY_LAST_LETTER.get(lower[-1:], ()):
        if lower.endswith(ending) and len(lower) - len(ending) >= _SHORTEST_STEM:
            return lower[: -len(ending)]
    return lower


def content_words(text: str) -> frozenset[str]:
    """Return the stems of a text's words, but for those that carry no content."""
    return _content_words(text) if len(text) <= _LONG else _content_words.__wrapped__(text)


_LONG = 2000  # code points of a text that only one rule asks of


@lru_cache(maxsize=1 << 12)  # rules ask of the same sentences and clauses
def _content_words(text: str) -> frozenset[str]:
    stop = stop_words()
    return frozenset([stem(word) for word in _WORD.findall(text.casefold()) if word not in stop])


@remembered
def frequent_words(evidence: Evidence) -> Iterator[str]:
    """Yield the stems that many sentences of an article share: they tell no topic from another."""
    counts = Counter(
        word for sentence in evidence.sentences for word in content_words(evidence.words(sentence))
    )
    least = max(_OFTEN, _SHARE * len(evidence.sentences))
    return (word for word, number in counts.items() if number >= least)


_OFTEN, _SHARE = 8, 0.06  # sentences of an article


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing of a topic: "the", "of", "was"."""
    return frozenset(table("words")["stop"])


@cache
def sizes_and_times() -> frozenset[str]:
    """Return the stems of words for sizes and times, which figures of all measures share."""
    return content_words(" ".join(table("consistency")["sizes_and_times"]))


@cache
def vague_words() -> frozenset[str]:
    """Return the stems of words that announce a topic and do not tell it from others."""
    return content_words(" ".join(table("headings")["vague"]))


def proper_names(text: str, offset: int = 0) -> Iterator[tuple[int, int, str]]:
    """Yield the runs of capitalised words of a text: start, end and words."""
    for match in _NAME.finditer(text):
        name = match[0]
        if name.endswith(".") and name[-3:-2] not in {".", "", " "}:
            name = name[:-1]  # the end of a sentence, not of "U.S."
        yield offset + match.start(), offset + match.start() + len(name), name


@remembered
def prose(evidence: Evidence) -> Iterator[tuple[Sentence, str]]:
    """Yield the sentences of paragraphs and list items, with their words."""
    for sentence in evidence.sentences:
        if evidence.block_of(sentence).kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            yield sentence, evidence.words(sentence)


def place_of(evidence: Evidence, sentence: Sentence) -> int:
    """Return the place of a sentence among all of its article."""
    return bisect_left(evidence.sentences, sentence.start, key=lambda one: one.start)


def sentence_at(evidence: Evidence, at: int) -> int:
    """Return the place of the last sentence that begins at or before a code point."""
    return bisect_left(evidence.sentences, at + 1, key=lambda one: one.start) - 1


def whole_end(evidence: Evidence, sentence: Sentence) -> int:
    """Return where a sentence ends that the end of a page may have cut in two."""
    after = place_of(evidence, sentence) + 1
    cut = not evidence.words(sentence).rstrip("\"”’')]").endswith((".", "!", "?", ":", ";"))
    rest = evidence.sentences[after : after + 1] if cut else ()
    return rest[0].end if rest and rest[0].block == sentence.block else sentence.end


@lru_cache(maxsize=4096)
def named_events(words: str, as_of: dt.date | None) -> tuple[NamedEvent, ...]:
    """Return the dated events that a sentence names; several rules ask for the same sentence."""
    return events_named(words, as_of)


_MAY = regex(r"\bmay\s(?:\w+ly\s|not\s|also\s)?[a-z]+")


@lru_cache(maxsize=1 << 12)  # rules ask of the same clauses
def looks_ahead(words: str, table_: str) -> bool:
    """Whether words tell of what is still to come; "may" is a verb, "May" a month."""
    return matcher(table_, "future").search(words) is not None or _MAY.search(words) is not None


_QUOTED = regex(r"[“\"][^“”\"]{1,2000}[”\"]")


@lru_cache(maxsize=1 << 12)  # rules ask of the same sentences and blocks
def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of a text between quotation marks, which are others' words."""
    return tuple([match.span() for match in _QUOTED.finditer(text)])


def in_quotes(evidence: Evidence, sentence: Sentence, at: int) -> bool:
    """Whether a place lies within quotation marks, which may open in an earlier sentence."""
    block = evidence.block_of(sentence)
    words = evidence.words(block)
    return any(block.start + start <= at < block.start + end for start, end in quoted(words))


def as_note(finding: Finding) -> Finding:
    """Return a finding that is only worth a look."""
    return replace(finding, severity=Severity.NOTE)


def as_warning(finding: Finding) -> Finding:
    """Return a finding that is wrong on the likely reading."""
    return replace(finding, severity=Severity.WARNING)
