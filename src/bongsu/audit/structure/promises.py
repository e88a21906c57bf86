"""Topics and places that a title names beside others, and that its text keeps silent about.

A title may play with words, so that only what stands in a row with topics that the text has is
held to be promised ("defense, research and transfers" over a text on defense and research), and a
place, which no play with words needs. A word is kept by any word for the same topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from bongsu.audit.reading.wording import content_words, stem, stop_words, table
from bongsu.patterns import lazy_regex, regex

_SEGMENT = lazy_regex(r":\s|;\s|\s[–—-]\s|\?\s")
_COMMA = lazy_regex(r",\s(?:and\s|or\s)?")
_AND = lazy_regex(r"\s(?:and|&)\s")
_LEAD = lazy_regex(  # before the first of a row: "a look at Japan", "as chips"
    r"^.*\b(?:as|of|on|for|with|from|in|at|about|amid|between|how|why|what|where|when)\s"
)
_NO_TOPIC = lazy_regex(
    r"^(?:but|yet|so|not|then|if|still|now|here|once|until|to|is|are|was|were|will|can|may|"
    r"should|how|why|what|who|when|where|that|which)\b|[?!]$|\d",
    re.IGNORECASE,
)
_OF_ALL = lazy_regex(
    r"(?<=\w)\s(?:in|at|across|around)\s(?:the\s)?[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+){0,2}$"
)
_LONGEST = 6  # words of a topic
_WORD = lazy_regex(r"[A-Za-z&]+(?:-[A-Za-z]+)*")
_SHORT = 2  # words of a topic of two that only a comma parts


def unkept_topics(title: str, body: str) -> Iterator[tuple[int, str]]:
    """Yield topics of a title that a text lacks, each with its place in the title."""
    if title == title.upper():
        return
    said = said_in(body)
    told: set[int] = set()
    for at, place in unkept_places(title, body):
        told.update(range(at, at + len(place)))
        yield at, place
    for start, segment in _segments(title):
        row = _row(segment)
        broken = [at for at, (_, topic) in enumerate(row) if _broken(topic, said, body)]
        if not broken or not all(
            _touched(topic, said, body, alone=len(row) == _SHORT)
            for at, (_, topic) in enumerate(row)
            if at != broken[-1]
        ):
            continue
        at, topic = row[broken[-1]]
        if broken[-1] and not told & set(range(start + at, start + at + len(topic))):
            yield start + at, topic


def _segments(title: str) -> Iterator[tuple[int, str]]:
    at = 0
    for found in (*_SEGMENT.finditer(title), None):
        end = found.start() if found else len(title)
        yield at, title[at:end]
        at = found.end() if found else at


def _row(segment: str) -> list[tuple[int, str]]:
    """Return the topics that stand in a row, each with its place; none if it is no row."""
    commas = _split(segment, 0, _COMMA)
    if len(commas) < _SHORT:
        return _pair(segment)
    last_at, last = commas[-1]
    behind = _split(last, last_at, _AND)
    if len(commas) == _SHORT and len(behind) == 1:
        short = all(len(part.split()) <= _SHORT for _, part in commas[1:])
        lead = _LEAD.sub("", commas[0][1])
        dated = any(char.isdigit() for char in commas[1][1])
        listed = short and not dated and len(lead.split()) <= _SHORT and "and" not in segment
        return commas if listed else []
    row = [*commas[:-1], *behind] if len(behind) == _SHORT else commas
    row = [*row[:-1], (row[-1][0], _OF_ALL.sub("", row[-1][1]))]  # the place is that of all topics
    if any(len(part.split()) > _LONGEST or _NO_TOPIC.search(part) for _, part in row[1:]):
        return []
    return row if len(row) > _SHORT else []


def _pair(segment: str) -> list[tuple[int, str]]:
    """Return two topics that "and" joins."""
    pair = _split(segment, 0, _AND)
    if len(pair) != _SHORT or len(pair[1][1].split()) > _LONGEST or _NO_TOPIC.search(pair[1][1]):
        return []
    return pair


def _split(words: str, at: int, joint: re.Pattern[str]) -> list[tuple[int, str]]:
    parts, start = [], 0
    for found in (*joint.finditer(words), None):
        part = words[start : found.start() if found else len(words)]
        parts.append((at + start, part))
        start = found.end() if found else start
    return [(place, part) for place, part in parts if part.strip()]


def _broken(topic: str, said: frozenset[str], body: str) -> bool:
    """Whether a text has none of the words by which a topic is told from others."""
    found = telling(topic)
    return bool(found) and not any(is_said(word, said, body) for word in found)


def _touched(topic: str, said: frozenset[str], body: str, *, alone: bool) -> bool:
    """Whether a text has any word of a topic; one that vouches alone must have told something."""
    words = [word for word in _WORD.findall(topic) if word.casefold() not in stop_words()]
    return any(is_said(word, said, body) for word in words) and bool(not alone or telling(topic))


def telling(topic: str) -> list[str]:
    """Return the words that tell a topic from others."""
    words = [word for word in _WORD.findall(topic) if word.casefold() not in stop_words()]
    return [word for word in words if not _forms(word) <= _unspecific()]


def is_said(word: str, said: frozenset[str], body: str) -> bool:
    """Whether a text has a word, another form of it or another word for it."""
    if "-" in word:  # a compound is kept as one: "employees" are not "self-employed"
        loose = re.escape(word).replace(r"\-", r"[\s-]?")
        if re.search(rf"\b{loose}", body, re.IGNORECASE):
            return True
        return bool(_alike().get(word.casefold(), frozenset()) & said)
    forms = _forms(word)
    others = _alike().get(word.casefold(), frozenset())
    if (forms | others) & said:
        return True
    root = min(forms, key=len)
    return len(root) >= _ROOT and any(one.startswith(root[:_ROOT]) for one in said)


_ROOT = 5  # letters that words of one root begin with


def _forms(word: str) -> frozenset[str]:
    return frozenset({stem(word), word.casefold()})


@lru_cache(maxsize=2)  # two rules ask, one after the other
def said_in(body: str) -> frozenset[str]:
    """Return the words of a text, whole and as stems, and those of its compounds."""
    words = {word.casefold() for word in _WORD.findall(body)}
    parts = {part for word in words if "-" in word for part in word.split("-")}
    return content_words(body) | words | parts


@cache
def _unspecific() -> frozenset[str]:
    lists = table("headings")
    words = [str(word) for word in (*lists["vague"], *lists["unspecific"])]
    return frozenset(word.casefold() for word in words) | {stem(word) for word in words}


@cache
def _alike() -> dict[str, frozenset[str]]:
    """Return the other words for the topic of each word."""
    found: dict[str, frozenset[str]] = {}
    for row in table("headings")["alike"]:
        words = frozenset(str(word).casefold() for word in row)
        for word in words:  # stems would make "shipments" of "ships"
            found[word] = found.get(word, frozenset()) | words
    return found


def unkept_places(title: str, body: str) -> Iterator[tuple[int, str]]:
    """Yield places of a title that a text has under none of their names, each with its place."""
    for place, others in table("headings")["places"].items():
        names: Sequence[str] = (place, *others)
        if not any(name in title for name in names):
            continue
        either = "|".join(map(re.escape, names))
        found = regex(rf"\b(?:{either})\b").search(title)
        if found and not regex(rf"(?<!\w)(?:{either})(?!\w)").search(body):
            yield found.start(), found[0]
