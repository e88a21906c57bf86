"""Properties of one thing that exclude each other: "closed to the public", "seats for anyone"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.needs import Guarded
from bongsu.audit.reading.wording import content_words, matcher, quoted, table
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, within
from bongsu.patterns import lazy_regex, regex

_DENIED = lazy_regex(
    r"\b(?:not|no|never|neither|nor|without|hardly|rarely)\s(?:\w+\s){0,2}$|n['\u2019]t\s(?:\w+\s)?$|"
    r"\bhad\s$",
    re.IGNORECASE,
)
_TELLING = 2  # words that two subjects share
_CLOSE = 2  # sentences between which one word in common tells of one thing
_FAR = 12  # sentences between two properties of one thing


class _Said(NamedTuple):
    place: int
    pair: int
    pole: int
    start: int
    end: int
    block: int
    words: frozenset[str]
    own: frozenset[str]  # of the property itself
    subject: frozenset[str]  # words before it in its clause


@cache
def _pairs() -> tuple[tuple[Guarded, Guarded], ...]:
    rows = [*table("contraries")["contraries"], *table("contraries")["contrasts"]]
    return tuple((_any(first), _any(second)) for first, second in rows)


@cache
def _strict() -> int:
    """Return the place from which on pairs are said of one thing only if the subjects agree."""
    return len(table("contraries")["contraries"])


def _any(forms: list[str]) -> Guarded:
    return Guarded(rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])")


def contraries(evidence: Evidence) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield where a text gives one thing two contrary properties, the later first."""
    found: dict[int, list[_Said]] = {}
    for said in sorted(_said(evidence), key=lambda one: one.start):
        earlier = found.setdefault(said.pair, [])
        for other in earlier:
            if other.pole != said.pole and _of_one(evidence, other, said):
                yield (said.start, said.end), (other.start, other.end)
                break
        earlier.append(said)


def _said(evidence: Evidence) -> Iterator[_Said]:
    text = evidence.text[evidence.article.start : evidence.article.end]
    likely = (n for n, pair in enumerate(_pairs()) if all(one.promising(text) for one in pair))
    live = [n for n in likely if all(one.search(text) for one in _pairs()[n])]
    if not live:
        return
    for place, sentence in enumerate(evidence.sentences):
        block = evidence.block_of(sentence)
        if block.kind is BlockKind.META:
            continue
        words = evidence.words(sentence)
        row = _row(evidence, place) if block.kind is BlockKind.CELL else words
        for pair in live:
            for pole, pattern in enumerate(_pairs()[pair]):
                for match in pattern.finditer(words):
                    if _DENIED.search(words[max(0, match.start() - 30) : match.start()]):
                        continue
                    if any(a <= match.start() < b for a, b in quoted(words)):
                        continue
                    yield _Said(
                        place,
                        pair,
                        pole,
                        sentence.start + match.start(),
                        sentence.start + match.end(),
                        sentence.block,
                        content_words(row) - content_words(match[0]),
                        content_words(match[0]),
                        _subject(words[: match.start()]),
                    )


_CLAUSE = lazy_regex(r"[,;:—–]\s|\b(?:and|but|while|because|that|which)\s(?!its\b|their\b)")
_NOW = lazy_regex(r"\b(?:now|today|since|currently|become|became)\b", re.IGNORECASE)


def _subject(before: str) -> frozenset[str]:
    """Return the words of the clause before a property, or of what it is set behind."""
    clauses = [content_words(clause) for clause in _CLAUSE.split(before)]
    return next((words for words in reversed(clauses) if words), frozenset())


_GROUND = lazy_regex(  # what a text gives as a ground it holds to be so
    r"^\s*(?:Because|Since|As|Given\sthat)\s(?:the|this|that|its|their)\b[^,]*$"
)
_CONCEDED = lazy_regex(r"^\s*(?:Although|Though|While|Even\sthough)\s(?=[^,]*$)")


def _row(evidence: Evidence, place: int) -> str:
    block = evidence.block_of(evidence.sentences[place])
    row = evidence.article.tables[block.table].rows[block.row]
    return " ".join(evidence.words(cell) for cell in row)


def _of_one(evidence: Evidence, first: _Said, second: _Said) -> bool:
    """Whether two properties are said of one thing, and nothing between them turns the sense."""
    apart = second.place - first.place
    if apart > _FAR or second.start < first.end:
        return False
    start = max(first.start, evidence.sentences[second.place].start)
    between = evidence.text[start if apart else first.end : second.start]
    between = _CONCEDED.sub("", between) if apart else between  # it concedes this to what follows
    ground = apart and _GROUND.search(between) and first.subject == second.subject
    unlike = None if ground else matcher("contraries", "unlike").search(between)
    if unlike or _at_two_times(evidence, first, second):
        return False
    if first.pair >= _strict():
        if _NOW.search(evidence.words(evidence.sentences[second.place])):
            return False
        return _one_subject(first.subject, second.subject)
    if _of_two_accounts(evidence, first, second):
        return False
    if _names_another(evidence, first, second) or _two_given(evidence, first, second):
        return False
    every = (first.words | first.own) & (second.words | second.own)
    shared = len(
        every - (first.own & second.own)
    )  # "the vote was unanimous", "three voted against"
    if apart == 0:
        apart_said = first.subject and second.subject and not first.subject & second.subject
        return not (apart_said and _OTHER_CLAUSE.search(between))
    if apart == 1 and first.block == second.block:
        return True
    if first.subject and first.subject == second.subject:
        return True
    return shared >= (1 if apart <= _CLOSE or ground else _TELLING)


def _at_two_times(evidence: Evidence, first: _Said, second: _Said) -> bool:
    """Whether each of two properties has a time of its own told beside it."""
    if first.place == second.place:
        sentence = evidence.sentences[first.place]
        behind = (first.end, second.start), (second.end, sentence.end)
        before = (sentence.start, first.start), (first.end, second.start)
        rows = [[_time(evidence, *span) for span in spans] for spans in (behind, before)]
        times = next((row for row in rows if all(row)), [None, None])
    else:
        places = [evidence.sentences[said.place] for said in (first, second)]
        times = [_time(evidence, place.start, place.end) for place in places]
    one, other = times
    return one is not None and other is not None and (one[1] < other[0] or other[1] < one[0])


def _time(evidence: Evidence, start: int, end: int) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of the one time that is told in a stretch of the text."""
    dates = within(evidence.dates, start, end)
    if len(dates) != 1 or dates[0].first is None or dates[0].last is None:
        return None
    if dates[0].last - dates[0].first > _LONGEST_TIME:
        return None  # "in the next decade": a span in which something else may be told
    return dates[0].first, dates[0].last


_LONGEST_TIME = dt.timedelta(days=366)
_OTHER_CLAUSE = lazy_regex(r"[;,]\s")


def _one_subject(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two subjects share what they are called by, and not each has words of its own."""
    least = min(_TELLING, len(first), len(second))
    return 0 < least <= len(first & second) and not (first - second and second - first)


_GIVEN = lazy_regex(  # what is so done comes into being by it
    r"\b(?:issu|grant|impos|sign|adopt|creat|order|hand(?:ed|ing|s)\sdown|enter|announc|obtain|won|win|set\sup|appoint|"
    r"approv|propos|stay|offer|receiv|gave|giv|introduc|open|seek|sought|request|ask)\w*\s(?:\w+\s){0,3}?an?\s(?:\w+\s)?$"
)
_THING = lazy_regex(r"(?:\s+[a-z]+){1,3}")
_OF_GIVEN = 60  # code points before a property in which its verb stands


def _two_given(evidence: Evidence, first: _Said, second: _Said) -> bool:
    """Whether two things come into being: "issued a permanent injunction", "granted a stay"."""
    things = []
    for said in (first, second):
        start = max(evidence.sentences[said.place].start, said.start - _OF_GIVEN)
        thing = _THING.match(evidence.text, said.end)
        if thing is None or not _GIVEN.search(evidence.text, start, said.start):
            return False
        things.append(content_words(thing[0]))
    return not things[0] & things[1]


_ACCOUNT = lazy_regex(
    r"\b(?:goods|services?|travel|transport\w*|tourism|trade|current[\s-]account|income|transfers?|"
    r"fiscal|budget|financial|capital|primary|managed|pension|social|knowledge|royalt\w+|"
    r"construction|with\s(?:the\s)?[A-Z]\w+)\b",
    re.IGNORECASE,
)
_BALANCE = lazy_regex(r"\b(?:surplus\w*|deficit\w*|in\sthe\s(?:red|black)|loss|profit)\b")
_AROUND = 40  # code points about a balance in which its account is named


def _of_two_accounts(evidence: Evidence, first: _Said, second: _Said) -> bool:
    """Whether a surplus and a deficit are each of an account of its own: goods, and travel."""
    accounts = []
    for said in (first, second):
        sentence = evidence.sentences[said.place]
        if not _BALANCE.search(evidence.text, said.start, said.end):
            return False
        start = max(sentence.start, said.start - _AROUND)
        near = evidence.text[start : min(sentence.end, said.end + _AROUND)]
        accounts.append({found[0].casefold() for found in _ACCOUNT.finditer(near)})
    return all(accounts) and not accounts[0] & accounts[1]


_MENTION = lazy_regex(
    r"\b(?:mention\w*|refer\w*|nam(?:ed?|ing)|spoke|speak|word|silent|invoked)\b", re.IGNORECASE
)
_NAME = lazy_regex(r"\b(?:[A-Z][\w-]+|[a-z]{5,})")
_BEHIND = 30  # code points in which the name of what is mentioned stands


def _names_another(evidence: Evidence, first: _Said, second: _Said) -> bool:
    """Whether a text keeps silent about one thing and mentions another one."""
    named = []
    for said in (first, second):
        words = evidence.text[said.start : said.end]
        if not _MENTION.search(words):
            return False
        end = evidence.sentences[said.place].end
        reach = 0 if regex(r"\b[A-Z]").search(words) else _BEHIND
        behind = evidence.text[said.start : min(end, said.end + reach)]
        named.append(content_words(" ".join(_NAME.findall(behind))))
    return not (named[0] & named[1]) - content_words(
        "mention refer name speak word reference times"
    )
