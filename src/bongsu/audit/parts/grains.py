"""Shares of a few single things: of eleven people no whole number is 31 percent.

Which things a share is of is told by the noun behind it ("58 percent of the firms"), by a pronoun
("of them") or by a voice ("was favored by 76 percent"). All counts of the article that may be meant
must rule the share out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bongsu.audit.reading.fits import counted, share_of_count_possible
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

SMALL = 150  # a count below it leaves gaps between the whole percentages that are possible
_DETERMINED = r"(?:the|these|those|its|their|our|his|her|all)"
_OF_COUNT = lazy_regex(rf"^ of (?:{_DETERMINED} )?(?:[a-z-]+ )?(?P<n>[\ue000-\ue01f])")
_OF_NOUN = lazy_regex(
    rf"^ of {_DETERMINED} (?P<said>(?:[a-z-]+ ){{0,2}}[a-z-]+s|people|women|men|children)\b"
)
_OF_BODY = lazy_regex(rf"^ of {_DETERMINED} (?P<said>[a-z]+)\b")
_OF_THEM = lazy_regex(r"^ (?:of (?:them|these|those|whom|which)\b(?! [a-z]+s\b))")
_BY = lazy_regex(
    r"\b(?:[a-z]+(?:ed|en)|thought [a-z]+|chosen|held|seen|met|told|put) by(?: (?:only|just|"
    r"some))? $"
)
_BODIES = frozenset(
    content_words(
        "members seats panelists experts directors delegates commissioners jurors judges civilians "
        "lawmakers participants respondents interviewees economists people persons places posts"
    )
)
_WISHED = lazy_regex(
    r"\b(?:must|should|at least|target|quota|require\w*|need\w*|guideline\w*|aim\w*|goal|"
    r"would|could|"
    r"if|on average|average)\b"
)
_OWNS = lazy_regex(r"\b(?:capital|stake|owns|owned|holding)\b")
_OF_THOSE = lazy_regex(  # "raised by 46 percent of them": who did it, and not by how much
    r"^ of (?:them|whom|those|(?:the|these|those|its|our|all) [a-z-]+s (?:[a-z]+ed|asked)\b)"
)
_SUBJECT = lazy_regex(  # a percentage that does something: "and 58 percent are men"
    r"^(?: of them)? (?:are|were|have|had|said|say|voted|vote|come|came|did|do|wanted|want|"
    r"hold|held|favou?r(?:ed)?|oppose[d]?|support(?:ed)?|belong(?:ed)?|thought|think|live[d]?|"
    r"report(?:ed)?|"
    r"answer(?:ed)?|plan(?:ned)?|expect(?:ed)?|failed|passed|agreed|chose|use[d]?|work(?:ed)?)\b"
)
_BEGINS = lazy_regex(r"(?:^|[,;:\u2014] (?:and |but |of whom |of which )?)(?:only |just |some )?$")
_THOSE = lazy_regex(  # "those that beat it came to 55 percent"
    r"^(?:those|the ones) (?:that|who|which|[a-z]+(?:ed|ing))\b[^,;]*\b(?:came to|made up|"
    r"account(?:ed)? for|were|numbered|amount(?:ed)? to|form(?:ed)?|represent(?:ed)?) $"
)
_OWNED = lazy_regex(r"^[^,.;]{0,30}?[\u2019']")
_WEIGHED = lazy_regex(
    r"\b(?:spending|sales|revenue|output|gdp|value|budget|income|capacity|emissions|production|"
    r"assets|cost|time|turnover|shares?|votes? cast|profits?|workforce|population|exports?|"
    r"imports?|"
    r"trade|shipments|reserves|debts?|investments?|pledges|funds?|aid|loans?|growth|"
    r"total)\b(?! items)"
)
_FEWEST = 5.0  # of fewer nobody gives percentages
_BACK = 3  # sentences back to which a pronoun may point


def grainy_shares(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield shares that no whole number out of the count that they are of can be, and the count."""
    every = few_terms(evidence)
    counts = [term for term in every if term.quantity.kind is Kind.COUNT and not term.cell]
    if not any(1 < term.value <= SMALL for term in counts):
        return
    for share in every:
        if not _is_share(share):
            continue
        wholes = _wholes(share, counts)
        if wholes and all(_impossible(share, whole) for whole in [*wholes, *_summed(wholes)]):
            yield share.quantity, wholes[-1].quantity


def _summed(wholes: Sequence[Term]) -> Iterator[Term]:
    """Yield the counts of one sentence as one: "48 women and 12 men" are 60."""
    for one, other in pairwise(wholes):
        if one.frame is other.frame:
            added = one.value + other.value
            yield replace(other, quantity=replace(other.quantity, value=added))


def _is_share(term: Term) -> bool:
    quantity = term.quantity
    if quantity.kind is Kind.FRACTION:
        return "exactly " in term.lead[-12:].lower() or "precisely " in term.lead[-12:].lower()
    told = quantity.kind is Kind.PERCENT_CHANGE and _OF_THOSE.match(term.tail.lower()) is not None
    return (
        (quantity.kind is Kind.PERCENT or told)
        and quantity.comparator is Comparator.EXACT
        and not term.cell
        and not _WISHED.search(term.lead[-60:].rpartition(",")[2].lower())
        and not _OWNS.search(term.lead[-30:].rpartition(",")[2].lower())
        and not _WEIGHED.search(term.tail[:30].lower())
    )


def _wholes(share: Term, counts: Sequence[Term]) -> list[Term]:
    """Return the counts that a share may be of, the likeliest last; none if it is left open."""
    tail = share.tail.lower()
    here = _OF_COUNT.match(tail)
    if here is not None:
        at = share.at + 1 + here.start("n")
        return [one for one in counts if one.frame is share.frame and one.at == at and _plain(one)]
    named = _OF_NOUN.match(tail)
    before = [one for one in counts if one.quantity.start < share.quantity.start]
    if named is not None:
        head = content_words(named["said"].rpartition(" ")[2])
        same = [one for one in counts if head & _noun(one)]
        if not same and head & _BODIES:
            same = [one for one in before if _BODIES & _noun(one)]
        return same if all(_plain(one) for one in same) else []
    body = _OF_BODY.match(tail)
    if body is not None:
        same = [one for one in counts if one.lead[-30:].lower().endswith(f"{body['said']} of ")]
        return same if all(_plain(one) for one in same) else []
    if _OF_THEM.match(tail) or (_BY.search(share.lead.lower()) and _ENDS.match(tail)):
        near = [
            one
            for one in before
            if one.block == share.block
            and share.index - one.index <= _BACK
            and one.quantity.noun
            and one.value >= _FEWEST
            and not _UNCOUNTED.search(one.quantity.noun.lower())
        ]
        return near if all(_plain(one) for one in near) else []
    subject = _SUBJECT.match(tail) and _BEGINS.search(share.lead.lower())
    if subject or (_THOSE.search(share.lead.lower()) and _ENDS.match(tail)):
        return _only_group(share, before)
    return []


def _only_group(share: Term, before: Sequence[Term]) -> list[Term]:
    """Return the one group that the sentence of a share, or the one before it, counts."""
    near = [
        one
        for one in before
        if one.block == share.block and share.index - one.index <= 1 and _noun(one)
    ]
    grouped = [one for one in near if one.value >= _FEWEST and one.quantity.noun]
    front = _OF_FRONT.match(share.lead)
    if front is not None and grouped and not content_words(front["whole"]) & _noun(grouped[0]):
        return []
    if len(near) != 1 or not grouped or _UNCOUNTED.search(grouped[0].quantity.noun.lower()):
        return []
    return grouped if _plain(grouped[0]) else []


_OF_FRONT = lazy_regex(  # "Of a gain of 10 percent, 0.7 percent had arrived": the whole is named
    r"\W*(?:[Oo]ut of|[Oo]f|[Ff]rom|[Aa]mong) "
    r"(?P<whole>(?!(?:these|those|them|whom|which|the [a-z\d]+(?=,))\b)[^,;:]*),"
    r" (?:[^,;:\ue000-\ue01f]{0,40},? )?$"
)
_ENDS = lazy_regex(r"^(?:$|[,.;]| and\b| but\b| while\b)")
_UNCOUNTED = lazy_regex(r"\b(?:times?|percent|points?|questions?|pages?|cases)$")


def _noun(term: Term) -> frozenset[str]:
    """Return the stems of what a count counts, or of the words right behind it."""
    behind = term.tail.partition(",")[0].split()[:3]
    return term.nouns or content_words(" ".join(behind))


def _plain(term: Term) -> bool:
    return (
        counted(term.quantity)
        and 1 < term.value <= SMALL
        and not _OWNED.match(term.tail)
        and not _WEIGHED.search(term.tail[:25].lower())
    )


def _impossible(share: Term, whole: Term) -> bool:
    if share.quantity.kind is Kind.FRACTION:
        part = share.value * whole.value
        return abs(part - round(part)) > 1e-6
    return not share_of_count_possible(share.quantity, int(whole.value))
