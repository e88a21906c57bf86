"""Two portions told side by side that come to more than the whole, or leave less than is claimed.

A portion is a share in percent, a fraction or a word for the most ("the bulk", "a majority"). Two
are of one whole if the second goes on with the first ("a further 45 percent", "over 55 percent for
cars" after "more than half for chips"), or if their holders are what the other ones are not: those
outside, the rest, women and men, town and country, what is bought abroad and what is made at home.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.parts.exceeding import is_rate, least_share
from bongsu.audit.reading.wording import A_YEAR, content_words, matcher, prose, table
from bongsu.evidence.mentions import Evidence, Kind, Sentence, within
from bongsu.patterns import lazy_regex, regex

_MOST = guarded_regex(
    r"\b(?:(?:a|the)\s(?:\w+\s)?majority|(?:the|its|their)\sbulk|(?:the\s)?(?:larger|greater|bigger|main)\s(?:part|share|portion|half)|"
    r"most(?=\s(?:of\b|[a-z]+\s(?:are|were|is|was|live[ds]?|come|came|go|went|work|stay|have|had)\b|"
    r"live\b|lived\b|went\b|came\b|are\b|were\b|is\b|was\b)))",
    re.IGNORECASE,
)
_ALL_BUT = 0.5001  # the least that "most" can be
_FURTHER = lazy_regex(
    r"\b(?:another|a\sfurther|an\sadditional|the\s(?:other|remaining)|a\ssecond)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_OVERLAP = lazy_regex(
    r"\b(?:multiple|several|both|each|either|respectively|overlap\w*|also|as\swell|compared|than\sin|rose|fell|increased|declined|"
    r"grew|up\sfrom|down\sfrom|of\s(?:which|whom|these|those)|among\s(?:them|these|those|whom)|including|while\sin|"
    r"not|never|no\slonger|if|would|used\sto|formerly|previously|years?\s(?:ago|earlier|before))\b",
    re.IGNORECASE,
)
_TO = lazy_regex(
    r"\s(?:of\s[^,;:.()]{2,40}?\s)?(?:(?:is|was|are|were|be|went|goes|go|came|comes|come|would\sgo)\s)?(?P<way>for|to|from|on|into)\s"
    r"(?P<what>(?:the\s)?[a-z][\w-]*)"
)
_WHOLE = lazy_regex(
    r"\s?of\s(?:(?:the|its|their|all|total|our)\s)?(?P<whole>[a-z][\w-]*(?:\s(?!in\b|by\b|with\b|from\b|to\b)[a-z][\w-]*)?)",
    re.IGNORECASE,
)
_MORE_THAN = lazy_regex(r"\bmore\s+than\b", re.IGNORECASE)
_OUTSIDE = lazy_regex(
    r"\b(?:outside|beyond|elsewhere|other\sthan|all\sothers?|all\sother\s\w+|the\s(?:rest|remaining|others?|remainder))\b",
    re.IGNORECASE,
)
_TURNS = lazy_regex(r"[;:]|,\s(?:and|while|but|whereas|with)\s|,\s|\s(?:and|while|whereas|but)\s")


class _Portion(NamedTuple):
    start: int
    end: int
    least: float
    place: int
    before: str  # of its clause
    behind: str

    @property
    def clause(self) -> str:
        """The words around it."""
        return f"{self.before} {self.behind}"


Pair = tuple[tuple[int, int], tuple[int, int]]


def portions_of_one(evidence: Evidence) -> Iterator[Pair]:
    """Yield a portion and the one before it with which it is more than all."""
    rows = list(prose(evidence))
    earlier: list[_Portion] = []
    for place, (sentence, words) in enumerate(rows):
        mine = sorted(_portions(evidence, place, sentence, words), key=lambda one: one.start)
        for one in mine:
            near = [o for o in earlier if one.place - o.place <= 1 and o.end <= one.start]
            near = [o for o in near if rows[o.place][0].block == sentence.block]
            for other in reversed(near):
                if other.least + one.least <= 1.0 + 1e-9:
                    continue
                if _of_one_whole(other, one, rows):
                    yield (one.start, one.end), (other.start, other.end)
                    break
            earlier.append(one)


def _portions(evidence: Evidence, place: int, sentence: Sentence, words: str) -> Iterator[_Portion]:
    spans = [
        (q.start, q.end, least)
        for q in within(evidence.quantities, sentence.start, sentence.end)
        if (least := least_share(q)) and q.kind in {Kind.PERCENT, Kind.FRACTION}
    ]
    taken = [(start, end) for start, end, _ in spans]
    for match in _MOST.finditer(words):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        beside = [s for s in taken if 0 <= s[0] - end < _BESIDE]
        if not beside:
            spans.append((start, end, _ALL_BUT))
    for start, end, least in spans:
        at, to = start - sentence.start, end - sentence.start
        cuts = [0, *(m.end() for m in _TURNS.finditer(words, 0, at))]
        begin = cuts.pop()
        if cuts and _AT.fullmatch(words[begin:at]):
            begin = cuts.pop()  # "Men, at 56 percent"
        stop = _TURNS.search(words, to)
        yield _Portion(
            start,
            end,
            least,
            place,
            words[begin:at],
            words[to : stop.start() if stop else len(words)],
        )


_AT = lazy_regex(r"(?:at|with|accounting\sfor|making\sup)\s(?:about\s|some\s|nearly\s)?")
_BESIDE = 12  # code points between "the bulk" and its share: "the bulk (68 percent)"


def _of_one_whole(first: _Portion, second: _Portion, rows: list[tuple[Sentence, str]]) -> bool:
    passage = " ".join(rows[n][1] for n in range(first.place, second.place + 1))
    regardless = matcher("consistency", "regardless")
    if _OVERLAP.search(f"{first.clause} {second.clause}") or regardless.search(
        _MORE_THAN.sub(" ", passage)
    ):
        return False
    if len(set(A_YEAR.findall(passage))) > 1 or is_rate(passage):
        return False
    owned = _owns(first) and _owns(second)
    if _wholes_apart(first, second) and not owned:
        return False
    if _outside(first, second):
        return True
    if _complements(first, second):
        return True
    holders = _holder(first), _holder(second)
    if content_words(holders[0]) & content_words(holders[1]) - _wholes(first):
        return False
    if _FURTHER.search(second.before):
        return _way(first) == _way(second)
    if _placed(first, second):
        return True
    ways = _TO.match(first.behind), _TO.match(second.behind)
    explicit = _is_portion(first) and (first.place == second.place)
    if ways[0] and ways[1] and explicit:
        return ways[0]["way"] == ways[1]["way"] and ways[0]["what"] != ways[1]["what"]
    return owned and bool(holders[0] and holders[1])


def _way(portion: _Portion) -> str:
    found = _TO.match(portion.behind)
    return found["way"] if found else ""


def _is_portion(portion: _Portion) -> bool:
    """Whether a figure is a part of something, and not a rate that something has."""
    return portion.least in {_ALL_BUT, 0.5} or _WHOLE.match(portion.behind) is not None


def _holder(portion: _Portion) -> str:
    """Return what has a portion: named before its verb, or behind "for" and "to"."""
    found = _TO.match(portion.behind)
    return found["what"] if found else portion.before


def _wholes(portion: _Portion) -> frozenset[str]:
    found = _WHOLE.match(portion.behind)
    return content_words(found["whole"]) - _POINTS if found else frozenset()


_POINTS = content_words("them these those it this that which whom total")


def _wholes_apart(first: _Portion, second: _Portion) -> bool:
    one, other = _wholes(first), _wholes(second)
    if one and other:
        return not one & other
    return bool(other) and not other & content_words(f"{first.before} {first.behind}")


def _outside(first: _Portion, second: _Portion) -> bool:
    """Whether the second holder is what lies outside the first: "those outside Seoul"."""
    return _OUTSIDE.search(second.clause) is not None and _OUTSIDE.search(first.clause) is None


_NOUN = lazy_regex(r"\s(?:of\s(?:the|these|its|all)\s)?(?P<noun>[a-z]{3,})")


def _placed(first: _Portion, second: _Portion) -> bool:
    """Whether two portions of things named twice are in two places: "52 percent of the jobs"."""
    nouns = [_NOUN.match(one.behind) for one in (first, second)]
    if not (nouns[0] and nouns[1]) or nouns[0]["noun"] != nouns[1]["noun"]:
        return False
    return all(_PLACE.search(one.clause) for one in (first, second))


_PLACE = lazy_regex(
    r"\b(?:holds?|home\sto|live[ds]?|found\sin|located|based|situated|concentrated|grown\sin|hosts?)\b",
    re.IGNORECASE,
)


def _complements(first: _Portion, second: _Portion) -> bool:
    one, other = f" {first.clause.lower()} ", f" {second.clause.lower()} "
    for pair in table("consistency")["complements"]:
        a, b = (regex(rf"\b(?:{'|'.join(words)})\b").search for words in pair)
        for left, right in ((a, b), (b, a)):
            if left(one) and right(other) and not left(other) and not right(one):
                return True
    return False


_OWNS = lazy_regex(
    r"\b(?:owns?|holds?|held|owned|covers?|covered|bears?|pays?|contribut\w+)\b", re.IGNORECASE
)


def _owns(portion: _Portion) -> bool:
    return _OWNS.search(portion.before) is not None
