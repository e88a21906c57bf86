"""Parts of one whole that come to more than it: shares and fractions of different holders.

Two parts are set against each other only if something says that they exclude each other: that a
third part is "the rest", that they are sides of a question, that the holders are countries, sexes
or owners. Then the sum decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.parts.exceeding_counts import exceeding_counts
from bongsu.audit.parts.exclusive import MAX_APART, OVERLAP, REST, are_opposed, clause_about
from bongsu.audit.reading.wording import content_words, prose
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_SEVERAL = lazy_regex(
    r"\b(?:multiple|several|more\sthan\sone)\s(?:answers?|choices?|responses?)\b|"
    r"\bin\sthe\s(?:first|second|other)\b|\banother\squestion\b",
    re.IGNORECASE,
)
_WITHIN_ONE = lazy_regex(  # the share within a group, which is not the share of the group
    r"\b(?:strong|high|weak|low|great)(?:est|er),?\s(?:at|among|in|for|with)\b|\bas\s(?:high|low)\sas\b"
)
_HOLDS = lazy_regex(
    r"\b(?:own|owns|owned|hold|holds|held|is\sentered\swith|are\sentered\swith|shareholding|stake|stakes|took|takes|take|"
    r"accounts?\sfor|accounted\sfor|ma[dk]es?\sup|comes?\sfrom|came\sfrom|goes\sto|go\sto|went\sto|bound\sfor|"
    r"absorbs?|absorbed|supplied|supplies|suppl(?:y|ies)|bought|buys|comprises?|comprised|constitutes?)\b"
)
_OWNS = lazy_regex(r"\b(?:own|hold|held|entered|stake|shareholding)")


_RATE = lazy_regex(
    r"\b(?:employment|unemployment|jobless|participation|poverty|enrol\w*|literacy|turnout|savings?|"
    r"enlistment|attendance|completion|graduation|advancement|survival|success)\s(?:rates?|ratios?)\b",
    re.IGNORECASE,
)
_SIDE = lazy_regex(r"\b(?:approval|support|opposition|against|share)\b", re.IGNORECASE)


def is_rate(words: str) -> bool:
    """Whether words tell of a rate that each of two groups has: the employment of men, of women."""
    return _RATE.search(words) is not None and _SIDE.search(words) is None


class _Share(NamedTuple):
    quantity: Quantity
    low: float  # the least that it can be, of one
    place: int
    clause: str
    sentence: str
    names: frozenset[str]


def exceeding(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield two parts of one whole, told of holders that exclude each other, that exceed it."""
    rows = list(prose(evidence))
    given = [
        (place, quantity, low)
        for place, (sentence, _) in enumerate(rows)
        for quantity in within(evidence.quantities, sentence.start, sentence.end)
        if (low := least_share(quantity)) is not None
    ]
    for one, other in combinations(given[:_MOST], 2):
        if one[2] + other[2] <= 1.0 + 1e-9 or other[0] - one[0] > _FARTHEST:
            continue
        first, second = (_share(rows, *given) for given in (one, other))
        blocks = rows[first.place][0].block, rows[second.place][0].block
        near = second.place - first.place <= MAX_APART and blocks[0] == blocks[1]
        if _of_two_wholes(evidence, first.quantity, second.quantity):
            continue
        if (near or _named_whole(first, second)) and _exclude(evidence, rows, first, second):
            yield first.quantity, second.quantity
    yield from exceeding_counts(evidence, rows)


_OF_WHOLE = lazy_regex(
    r"(?:,\s[\d.]+\spercent|\sand\s[\d.]+\spercent){0,4}\sof\s(?:the\s|its\s|their\s|all\s|total\s|"
    r"[A-Z][\w.]*(?:['’]s)?\s){0,4}(?P<whole>[a-z]{4,})"
)


def _of_two_wholes(evidence: Evidence, one: Quantity, other: Quantity) -> bool:
    """Whether two shares name what they are of, and not the same: exports, and all trade."""
    told = [_OF_WHOLE.match(evidence.text, share.end) for share in (one, other)]
    if told[0] is None or told[1] is None:
        return False
    return told[0]["whole"].removesuffix("s") != told[1]["whole"].removesuffix("s")


_MOST = 200  # shares of one article that are compared
_FARTHEST = 12  # sentences between two shares of a whole that both name


def _share(rows: list[tuple[Sentence, str]], place: int, quantity: Quantity, low: float) -> _Share:
    sentence, words = rows[place]
    start, end = clause_about(words, quantity.start - sentence.start, quantity.end - sentence.start)
    clause = words[start:end]
    return _Share(quantity, low, place, clause, words, _names(clause))


def least_share(quantity: Quantity) -> float | None:
    """Return the least share of a whole that a figure can stand for."""
    if quantity.value is None or quantity.comparator in {Comparator.UNDER, Comparator.AT_MOST}:
        return None
    if quantity.kind is Kind.PERCENT and 0 < quantity.value < 100:
        return max(0.0, (quantity.value - quantity.step) / 100)
    if quantity.kind is Kind.FRACTION and 0 < quantity.value < 1:
        return quantity.value
    return None


_NAME = lazy_regex(r"\b[A-Z][a-z]{2,}(?:s\b)?")
_LANDS = lazy_regex(
    r"^(?:Chin|Japan|Taiwan|Vietnam|Unit|Americ|German|Cambod|Lao|Thai|Indones|Philipp|Myanm|Burm|Nepal|India|Ind|Pakist|Bangla|"
    r"Uzbek|Kazakh|Mongol|Russ|Ukrain|Pol|Franc|Fren|Brit|Ital|Spain|Span|Canad|Mexic|Brazil|Austral|Saudi|Kuwait|"
    r"Qatar|Emirat|Iran|Iraq|Egypt|Turk|Greek|Gree|Norw|Swed|Dan|Denm|Swis|Switz|Hong|Singap|Malay|Korea|Europ|Syri|Ethiop|Yemen|"
    r"Afghan|Sri)"
)


def _names(clause: str) -> frozenset[str]:
    return frozenset(name[:4] for name in _NAME.findall(clause) if _LANDS.match(name))


def _named_whole(first: _Share, second: _Share) -> bool:
    """Whether one share names its whole in words that the clause of the other has too."""
    for one, other in ((first, second), (second, first)):
        if not (one.names and other.names and not one.names & other.names):
            continue
        tail = regex(
            r"\bof\s(?:the\s|its\s|all\s|that\s)?(?P<whole>[\w'\u2019]+(?:\s[\w-]+)?)$"
        ).search(one.clause.rstrip(" .,"))
        if tail and content_words(tail["whole"]) & content_words(other.sentence):
            return True
    return False


def _exclude(
    evidence: Evidence, rows: list[tuple[Sentence, str]], first: _Share, second: _Share
) -> bool:
    """Whether two shares are of one whole, and of holders that have nothing in common."""
    start, end = rows[first.place][0].start, rows[second.place][0].end
    passage = evidence.text[start:end]
    if OVERLAP.search(f"{first.clause} | {second.clause}") or _SEVERAL.search(passage):
        return False
    if is_rate(first.clause) or is_rate(second.clause):
        return False
    if _WITHIN_ONE.search(first.sentence) or _WITHIN_ONE.search(second.sentence):
        return False
    if _other_whole(first, second):
        return False
    if first.names and second.names and not first.names & second.names:
        return _HOLDS.search(passage) is not None or REST.search(passage) is not None
    if REST.search(passage) is not None and second.place - first.place <= 1:
        return not content_words(_holder(first)) & content_words(_holder(second))
    if _OWNS.search(first.clause) and _OWNS.search(second.clause):
        return not content_words(_holder(first)) & content_words(_holder(second))
    return second.place - first.place <= MAX_APART and are_opposed(first.clause, second.clause)


def _holder(share: _Share) -> str:
    return regex(r"[\d.,%]+|\bpercent\b|\bof\b.*$").sub(" ", share.clause)


def _other_whole(first: _Share, second: _Share) -> bool:
    """Whether both shares name a whole and the wholes have no word in common."""
    wholes = []
    for share in (first, second):
        found = regex(
            r"(?:percent|%|thirds?|fifths?|quarters?|half|halves)\sof\s(?P<whole>.{3,40})"
        ).search(share.clause)
        if found is not None and not regex(
            r"(?:them|(?:these|those|all)(?!\s[a-z]{4})|it|which)\b"
        ).match(found["whole"]):
            wholes.append(content_words(found["whole"]))
    years = [set(regex(r"\b(?:19|20)\d\d\b").findall(share.clause)) for share in (first, second)]
    return (len(wholes) == 2 and not wholes[0] & wholes[1]) or years[0] != years[1]
