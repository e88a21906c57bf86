"""Rates that are the name of a quotient, whose part and whole stand anywhere about them.

A jobless rate is the unemployed of the labour force, debt a head is all debt by the population,
deaths per 100,000 are deaths by the inhabitants. Any two amounts about a rate that give it explain
it; if none do, it is held against the one part and the one whole that its text calls so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations
from typing import NamedTuple

from bongsu.audit.findings import Finding
from bongsu.audit.reading.fits import fits, rounded
from bongsu.audit.reading.terms import Term, dated, few_terms
from bongsu.audit.reading.wording import as_note, content_words, table
from bongsu.audit.remembering import remembered
from bongsu.audit.rules import RULES
from bongsu.audit.telling import about, shown
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, NO_BOUNDS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_REACH = 1_200  # code points to either side in which part and whole may stand
_MOST = 24  # amounts there: among more, some two give anything
_CLAUSE = 75  # code points about an amount that say what it is of
_NEAR = (0.4, 2.5)  # of the right rate: one farther off is of something else
_OTHER_COUNT = 0.03  # of a rate: populations of another day or register
_IN_HUNDRED = 100.0
_END = regex(r"[,;.]\s")
_COMPARED = lazy_regex(
    r"\b(?:against|than|from|after|versus|compared\s(?:with|to)|instead\sof|exceed\w*)"
    r"\s(?:the\s|about\s|some\s|only\s|just\s|a\s|US)*$"
)
_AHEAD = lazy_regex(
    r"\b(?:would|could|should|might|will|if|target|goal|aims?|by\s20\d\d|forecast|expect\w*|next\syear|oecd|"
    r"japan|china|united\sstates|germany)\b"
)
_HEAD = lazy_regex(
    r"\b(?:each|every|per)\s(?:\w+\s)?(?:resident|inhabitant|citizen|person|head|capita|korean|baby|man,\swoman)"
    r"|\ba\shead\b|\bevery\s(?:man|one\sof\sthem)\b"
)
_BASE = lazy_regex(
    r"\b(?:per|for\severy|for\seach|in\severy|out\sof\severy|every|each|in)\s"
    r"(?P<n>100,000|10,000|1,000|(?:a\s|one\s)?hundred\sthousand|(?:a\s|one\s)?thousand|(?:a\s|one\s)?million)\s"
    r"(?:of\sthe\s)?(?:people|persons|inhabitants|residents|citizens|population|koreans)\b"
)


class Quotient(NamedTuple):
    """A rate, the part and the whole that it is of, and what these come to."""

    rate: Quantity
    part: Quantity
    whole: Quantity
    right: Interval


@remembered
def quotients(evidence: Evidence) -> Iterator[Quotient]:
    """Yield rates that are not what the part and the whole of their name come to."""
    terms = few_terms(evidence)
    blocks = evidence.article.blocks
    every = [
        one
        for one in terms
        if one.quantity.kind in AMOUNTS
        and one.quantity.comparator in NO_BOUNDS
        and one.value > 1
        and not (one.cell or one.idle)
    ]
    for one in terms:
        kind = blocks[one.block].kind
        if one.cell or kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        if one.quantity.comparator not in NO_BOUNDS or not one.value:
            continue
        near = [x for x in every if abs(x.quantity.start - one.quantity.start) <= _REACH]
        near = [x for x in near if x is not one]
        if one.quantity.kind is Kind.PERCENT:
            yield from _named(one, near)
        elif one.quantity.kind is Kind.MONEY:
            yield from _by_head(one, near)
        else:
            yield from _by_base(one, near)


def _about(one: Term) -> str:
    """Return what the clause of a figure says: up to the ends of it that stand near."""
    lead = _END.split(one.lead[-_CLAUSE:])[-1]
    tail = _END.split(one.tail[:_CLAUSE])[0]
    return f"{lead} {tail}".lower()


@cache
def _any_name() -> re.Pattern[str]:
    """Return a pattern of all names: what none of them is in is not asked for each."""
    names = "|".join(one["name"] for one in table("quotients")["rates"])
    return regex(rf"\b(?:{names})\b")


@cache
def _name(place: int) -> re.Pattern[str]:
    name = table("quotients")["rates"][place]["name"]
    return regex(rf"\b(?:{name})\b(?P<link>[^.;]{{0,20}})$")


_LINK = lazy_regex(
    r"(?:,|\sof|\swas|\sis|\sstood\sat|\scame\sto|\sat|:|\swere|\sthus|\stherefore|\ssome|\sabout|\snearly|\salmost|"
    r"\sonly|\sjust|\sa|\sin\s\ue020|\sthere)*\s?"
)


def _named(one: Term, near: Sequence[Term]) -> Iterator[Quotient]:
    lead = one.lead[-_CLAUSE:].lower()
    tail = one.tail[:40].lower()
    if _any_name().search(lead) is None:
        return
    for place, told in enumerate(table("quotients")["rates"]):
        found = _name(place).search(lead)
        if found is None or not _LINK.fullmatch(found["link"]):
            continue
        if _AHEAD.search(lead) or _AHEAD.search(tail):
            return
        part, whole = regex(told["part"]), regex(told["whole"])
        near = [x for x in near if not _of_others(one, x) and not _PARTIAL.search(_about(x))]
        if dated(one):
            return  # of a year, and who knows of which the amounts are
        parts = [x for x in near if part.search(_about(x))]
        wholes = [x for x in near if whole.search(_about(x)) and x not in parts]
        yield from _held(one, parts, wholes, near, _IN_HUNDRED)
        return


_OTHERS = lazy_regex(  # of whom a rate may be told beside that of all
    r"\b(?:nationwide|national|countrywide|provinces?|country|county|city|nation|capital|region|elsewhere|youth|"
    r"young|old|elderly|women|men|girls|boys|rivals?|neighbou?rs?|others?|another|new|foreign\w*|industry|"
    r"private|public|large|small)\b"
)


def _of_others(rate: Term, amount: Term) -> bool:
    """Whether the sentence of a rate names some or others that the one of an amount does not."""
    words = rate.frame.evidence.words
    said = words(amount.frame.sentence).lower()
    lead = rate.lead[-_SCOPE:].lower()
    return any(other[0] not in said for other in _OTHERS.finditer(lead))


_PARTIAL = lazy_regex(r"\b(?:by\snoon|so\sfar|already|in\sadvance|early\svoting)\b")
_SCOPE = 90  # code points before a rate that say of whom it is


def _by_head(one: Term, near: Sequence[Term]) -> Iterator[Quotient]:
    said = f"{one.lead[-45:]} {one.tail[:45]}".lower()
    if _HEAD.search(said) is None or _AHEAD.search(said):
        return
    own = content_words(said) - _UNNAMED
    sums = [
        x
        for x in near
        if x.units & one.units and x.value > _MANY * one.value and own & content_words(_about(x))
    ]
    yield from _held(one, sums, _people(near), near, 1.0)


_MANY = 1000.0  # times what each gets: a sum for fewer is told of others than all
_UNNAMED = content_words("each every person head resident won about some million billion year")


def _people(near: Sequence[Term]) -> list[Term]:
    people = regex(table("quotients")["people"])
    return [
        x
        for x in near
        if x.quantity.kind is Kind.COUNT and x.value >= _MANY and people.search(_about(x))
    ]


_BASES = {"100,000": 1e5, "10,000": 1e4, "1,000": 1e3}
_ROUND = {*_BASES.values()}
_WORDS = {"hundred thousand": 1e5, "thousand": 1e3, "million": 1e6}


def _by_base(one: Term, near: Sequence[Term]) -> Iterator[Quotient]:
    if one.quantity.kind not in {Kind.COUNT, Kind.RATE}:
        return
    text = one.frame.evidence.text
    start, end = one.quantity.start, one.quantity.end
    behind = text[end : end + 50].replace("\n", " ").lower()
    before = text[max(one.frame.sentence.start, start - 60) : start].replace("\n", " ").lower()
    found = _BASE.search(_END.split(behind)[0]) or _BASE.search(before)
    if found is None or _AHEAD.search(before):
        return
    said = found["n"].replace("a ", "").replace("one ", "")
    base = _BASES.get(said) or _WORDS[said]
    own = (content_words(before) | one.nouns) - content_words(found[0]) - _UNNAMED
    parts = [
        x
        for x in near
        if x.quantity.kind is Kind.COUNT and own & (content_words(_about(x)) | x.nouns)
    ]
    wholes = [x for x in _people(near) if x.value >= base and x.value not in _ROUND]
    parts = [x for x in parts if x not in wholes and x.value not in _ROUND]
    yield from _held(one, parts, wholes, near, base)


def _held(
    one: Term, parts: Sequence[Term], wholes: Sequence[Term], near: Sequence[Term], base: float
) -> Iterator[Quotient]:
    """Yield a rate that no two amounts give, with its part and whole if there is one of each."""

    def of(part: Interval, whole: Interval) -> Interval:
        return (part / whole).scaled(base)

    near = _one_each(near)
    if len(near) > _MOST:
        return
    if any(fits(one.quantity, of, x.quantity, y.quantity) for x, y in permutations(near, 2)):
        return
    parts = [x for x in parts if not _COMPARED.search(x.lead[-40:])] or list(parts)
    parts, wholes = _one_each(parts), _one_each(wholes)
    if len(parts) != 1 or len(wholes) != 1:
        return
    part, whole = parts[0].quantity, wholes[0].quantity
    if base == _IN_HUNDRED and not (
        parts[0].units & wholes[0].units and part.bounds < whole.bounds
    ):
        return
    right = of(rounded(part), rounded(whole))
    middle = (right.low + right.high) / 2
    off = one.value / middle
    if _NEAR[0] <= off <= _NEAR[1] and abs(off - 1) > _OTHER_COUNT:
        yield Quotient(one.quantity, part, whole, right)


def _one_each(some: Sequence[Term]) -> list[Term]:
    return list({one.value: one for one in some}.values())


def quotient_findings(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    """Yield notes on rates that are not the quotient that they are the name of."""
    words = evidence.words
    for one in quotients(evidence):
        if told & {one.rate.start, one.part.start, one.whole.start}:
            continue
        told.add(one.rate.start)
        yield as_note(
            about(
                RULES["AR106"],
                evidence,
                one.rate,
                f"{words(one.part)} by {words(one.whole)} comes to {shown(one.right)}, and no two "
                f"amounts about it come to {words(one.rate)}",
                inputs={"part": one.part, "whole": one.whole},
                result=one.right,
            )
        )
