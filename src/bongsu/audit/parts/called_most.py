"""Holders that are said to have the most of a whole of which another one has over half."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.needs import guarded_regex
from bongsu.audit.parts.exceeding import least_share
from bongsu.audit.parts.exclusive import has_word, plain_words
from bongsu.audit.reading.wording import content_words, prose
from bongsu.evidence.documents import Table
from bongsu.evidence.mentions import Evidence, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex

_MOST_OF = lazy_regex(
    r"\b(?:the\s)?(?:greater|larger|bigger|main|better|largest|biggest)\s(?:part|share|portion|half|slice)\b|\bmajority\b|"
    r"\b(?:the\s)?bulk\b|\blion['\u2019]s\sshare\b|\bmost\sof\s(?:it|them|the|these|those|this|that)\b|"
    r"\bmore\sthan\s(?:a\s)?half\b|\bover\shalf\b|\bmore\sthan\sone(?:\s[a-z]+)?\sin\stwo\b",
    re.IGNORECASE,
)


def most_of_less(evidence: Evidence) -> Iterator[tuple[tuple[int, int], Quantity]]:
    """Yield where a row of a table of shares is called the most, and another row has over half."""
    for table in evidence.article.tables:
        shares = _shares_of(evidence, table)
        leaders = [one for one in shares if one[1] > _HALF]
        if len(leaders) != 1 or abs(sum(share for _, share, _ in shares) - 100) > _OFF:
            continue
        for sentence, words in prose(evidence):
            match = _MOST_OF.search(words)
            if match is None:
                continue
            named = [one for one in shares if has_word(plain_words(words[match.start() :]), one[0])]
            if not named:  # "Banks, as the holders of more than half"
                named = [
                    one for one in shares if has_word(plain_words(words[: match.start()]), one[0])
                ]
            if len(named) == 1 and named[0] is not leaders[0]:
                span = sentence.start + match.start(), sentence.start + match.end()
                yield span, leaders[0][2]


_BACK = lazy_regex(
    r"\s?of\s(?:it|them|these|those|this|that(?:\s\w+)?|the\s(?:total|same|whole|sum|amount|tonnage|money|sales))\b",
    re.IGNORECASE,
)
_LEFT = lazy_regex(
    r"\b(?:rest|remain\w*|others?|balance|also|both|not|each|turn|then|eventually|later|finally)\b",
    re.IGNORECASE,
)
_MOST_FIRST = guarded_regex(
    r"\b(?:most|the\s(?:greater|larger|bigger|main|better)\s(?:part|share|portion|half)|the\sbulk|a\smajority|"
    r"more\sthan\shalf|over\shalf|the\slion['\u2019]s\sshare)\b",
    re.IGNORECASE,
)


def most_after_majority(evidence: Evidence) -> Iterator[tuple[tuple[int, int], Quantity]]:
    """Yield "most of it" said of another holder right after a share of more than half."""
    for (first, told), (second, words) in pairwise(prose(evidence)):
        match = _MOST_FIRST.search(words)
        if match is None or first.block != second.block or _BACK.match(words, match.end()) is None:
            continue
        leaders = [
            q
            for q in within(evidence.quantities, first.start, first.end)
            if (least_share(q) or 0.0) > _HALF / 100
        ]
        if len(leaders) != 1 or _LEFT.search(words[: match.start()]):
            continue
        if _LEFT.search(words[match.end() : match.end() + _NEAR]) and not _AS_WELL.search(words):
            continue
        if _of_another(told, words, match.start()):
            yield (second.start + match.start(), second.start + match.end()), leaders[0]


def _of_another(told: str, words: str, at: int) -> bool:
    """Whether a sentence speaks of another holder than the one before it does."""
    names = set(_NAMES.findall(words)), set(_NAMES.findall(told))
    holder = content_words(words[:at])
    named_apart = all(names) and not names[0] & names[1]
    return named_apart or (bool(holder) and not holder & content_words(told))


_NEAR = 24  # code points behind "most of it" in which "the rest" would stand
_AS_WELL = lazy_regex(r"\bas\swell\b|\btoo\b")
_NAMES = lazy_regex(r"(?<!^)\b[A-Z][a-z]{3,}")
_HALF, _OFF = 50.0, 2.0  # percent, and what rounding takes from a hundred


def _shares_of(evidence: Evidence, table: Table) -> list[tuple[str, float, Quantity]]:
    """Return the rows of a table by their labels, with the one figure in percent that each has."""
    found = []
    for row in table.rows[1:]:
        percents = [
            q
            for cell in row[1:]
            for q in within(evidence.quantities, cell.start, cell.end)
            if q.kind is Kind.PERCENT and q.value is not None
        ]
        if row and len(percents) == 1:
            label = plain_words(evidence.words(row[0])).strip()
            found.append((label, percents[0].value or 0.0, percents[0]))
    return found


_APPOSED = lazy_regex(  # "The larger part, 53 percent," and "Most of the group (51 percent)"
    r"(?:(?:But|And|Yet|While)\s)?(?:the\s(?:larger|greater|bigger|main|better|largest|biggest)\s(?:part|share|portion|"
    r"half|slice)|the\sbulk|most|a\s(?:clear\s|narrow\s|bare\s)?majority|(?:more\sthan|over)\s(?:a\s)?half)"
    r"(?:\sof\s(?:the\s(?:group|whole|total|sum|money|sample|budget|request|fund|lot|cases|respondents)|it\sall))?"
    r"(?:,|\s\(|\s\u2014)\s?(?:or\s|about\s|some\s|nearly\s)?",
    re.IGNORECASE,
)
_REMAINS = lazy_regex(
    r"\b[Tt]he\s(?:rest|remainder|balance|remaining|others)\b|\b(?:All|the)\sothers\b|\bleft\sfor\b"
)
_TOGETHER = 4  # sentences that share out one whole


def majorities_before_rest(evidence: Evidence) -> Iterator[tuple[tuple[int, int], Quantity]]:
    """Yield a majority with its share behind another one, where "the rest" closes the row.

    That a rest is told of shows that the shares before it are parts of one whole.
    """
    rows = list(prose(evidence))
    for place, (sentence, words) in enumerate(rows):
        match = _APPOSED.match(words)
        if match is None:
            continue
        shares = _majorities(evidence, sentence.start, sentence.end)
        if not shares or shares[0].start != sentence.start + match.end():
            continue
        behind = rows[place : place + _TOGETHER]
        if not any(_REMAINS.search(w) for s, w in behind if s.block == sentence.block):
            continue
        ahead = [s for s, _ in rows[max(0, place - 2) : place] if s.block == sentence.block]
        leaders = [q for s in ahead for q in _majorities(evidence, s.start, s.end)]
        if len(leaders) == 1 and not _REMAINS.search(_between(evidence, leaders[0], sentence)):
            yield (sentence.start, shares[0].end), leaders[0]


def _between(evidence: Evidence, leader: Quantity, sentence: Sentence) -> str:
    return evidence.text[leader.end : sentence.start]


def _majorities(evidence: Evidence, start: int, end: int) -> list[Quantity]:
    """Return the shares of more than half between two places."""
    return [
        q for q in within(evidence.quantities, start, end) if (least_share(q) or 0.0) >= _HALF / 100
    ]
