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
from bongsu.audit.parts.camps import sides
from bongsu.audit.parts.exceeding import is_rate, least_share
from bongsu.audit.reading.wording import A_YEAR, content_words, matcher, prose, table
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Sentence, within
from bongsu.patterns import lazy_regex, regex

_MOST = guarded_regex(
    r"\b(?:(?:a|the)\s(?:\w+\s)?majority|(?:the|its|their)\sbulk|(?:the\s)?(?:larger|greater|bigger|main)\s(?:part|share|portion|half)|"
    r"most(?=\s(?:of\b|[a-z]+\s(?:are|were|is|was|live[ds]?|come|came|go|went|work|stay|have|had)\b|"
    r"live\b|lived\b|went\b|came\b|are\b|were\b|is\b|was\b)))",
    re.IGNORECASE,
)
_ABOVE = 0.0001  # what "over half" is more than a half at least
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
        (q.start, q.end, least + (_ABOVE if q.comparator is Comparator.OVER else 0.0))
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
        if (
            cuts
            and stop
            and stop.start() == to
            and words[begin - 2 : begin] == ", "
            and begin == at
        ):
            begin, to = cuts.pop(), stop.end()  # "the bulk of the grant, 58 percent, was spent on"
            stop = _TURNS.search(words, to)
            to -= 1
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
    if sides(f" {first.clause} ", f" {second.clause} "):
        return _outside(first, second) or not _elsewhere(first, second)
    if _outside(first, second) or _complements(first, second):
        return True
    if _allotted(first, second) and _goes_back(first, second):
        return not _same_holder(first, second)
    return _goes_on(first, second, owned=owned)


def _goes_on(first: _Portion, second: _Portion, *, owned: bool) -> bool:
    """Whether the second portion is added to the first, or is of another place or holder."""
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


_SOURCES = (
    r"(?:comes?|came)\sfrom|provid\w+|suppl(?:y|ies|ied)|generat\w+|produc\w+|financ\w+|funded|"
    r"funds|contribut\w+|borrowed|raised|lent|paid\sby|met\sby|covered\sby"
)
_USES = (
    r"(?:goes?|went)\s(?:to|into|on|for)|spent|used|pays|buys|(?<!was\s)bought|earmarked|"
    r"set\saside|invested|paid\sfor"
)
_CARRIERS = (
    r"(?:goes?|went|go|travel\w*|sent|carried|moved|moves|shipped|delivered|comes?|came)\s"
    r"(?:\w+\s)?by|by\s(?:road|rail|sea|air|ship|truck|train|pipeline|barge)"
)
_FAMILIES = tuple(  # of verbs by which a sum, a load or a supply is allotted to its parts
    lazy_regex(rf"\b(?:{words})\b", re.IGNORECASE) for words in (_SOURCES, _USES, _CARRIERS)
)
_ANY_FAMILY = lazy_regex(
    r"\b(?:(?:is|are|was|were)\sin|accounts?\sfor|accounted\sfor|makes?\sup|made\sup|takes?|took)\b",
    re.IGNORECASE,
)
_OF_A_PART = lazy_regex(
    r"\sof\s(?:that|those|these|which|whom)\b(?!\s(?:sum|amount|money|total|cost|bill)\b)",
    re.IGNORECASE,
)


def _allotted(first: _Portion, second: _Portion) -> bool:
    """Whether both portions of a whole are allotted in one sense: where it goes, or comes from."""
    if _OF_A_PART.match(second.behind):
        return False
    one, other = (
        {at for at, family in enumerate(_FAMILIES) if family.search(portion.clause)}
        for portion in (first, second)
    )
    loose = [_ANY_FAMILY.search(portion.clause) is not None for portion in (first, second)]
    return bool(one & other) or all(loose) or (loose[0] and bool(other)) or (loose[1] and bool(one))


def _goes_back(first: _Portion, second: _Portion) -> bool:
    """Whether the second share has the whole of the first, by a pronoun or by none at all."""
    mine, other = _wholes(second), _wholes(first)
    named = _WHOLE.match(second.behind) is not None
    named = named or bool(mine & content_words(first.clause))
    plain = named or _BARE.match(second.behind) is not None
    whole = other | content_words(first.clause)
    told = _WHOLE.match(first.behind) or _OF.search(first.before)
    return plain and (mine <= whole if mine else told is not None)


_OF = lazy_regex(r"\bof\s(?:the|its|their|all)\s[a-z]+,?\s?$")
_SET = lazy_regex(r"\b(?:[Ii]n|[Aa]t|[Bb]y|[Oo]n)\s(?:the\s)?(?P<where>[\w-]+)")
_OBJECT = lazy_regex(r"\b(?:the|an?|this|its)\s(?P<what>[a-z]+(?:\s[a-z]+)?)\s*$")


def _elsewhere(first: _Portion, second: _Portion) -> bool:
    """Whether two portions are told of two places, times or questions."""
    for pattern in (_SET, _OBJECT):
        one, other = (
            {match[1].casefold() for match in pattern.finditer(portion.clause)} - _NEITHER
            for portion in (first, second)
        )
        if one and other and not one & other:
            return True
    led = _LED.match(second.before)  # "In Ulsan 56 percent opposed it": of another whole
    return led is not None and led["where"] not in first.clause


_LED = lazy_regex(r"\W*(?:In|At|Among|On)\s(?:the\s)?(?P<where>[A-Z]\w+)")
_NEITHER = frozenset({"favor", "favour", "all", "general", "least"})
_BARE = lazy_regex(r"\s(?:goes|go|went|comes?|came|pays?|buys?|is|are|was|were)\b")


def _same_holder(first: _Portion, second: _Portion) -> bool:
    one, other = (content_words(each.before) for each in (first, second))
    return bool(one & other - _wholes(first))


def _way(portion: _Portion) -> str:
    found = _TO.match(portion.behind)
    return found["way"] if found else ""


def _is_portion(portion: _Portion) -> bool:
    """Whether a figure is a part of something, and not a rate that something has."""
    return (
        portion.least in {_ALL_BUT, 0.5, 0.5 + _ABOVE} or _WHOLE.match(portion.behind) is not None
    )


def _holder(portion: _Portion) -> str:
    """Return what has a portion: named before its verb, or behind "for" and "to"."""
    found = _TO.match(portion.behind)
    return found["what"] if found else portion.before


def _wholes(portion: _Portion) -> frozenset[str]:
    found = _WHOLE.match(portion.behind)
    return content_words(found["whole"]) - _POINTS if found else frozenset()


_POINTS = content_words(
    "them these those it this that which whom total sum amount cost money whole price bill"
)


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
