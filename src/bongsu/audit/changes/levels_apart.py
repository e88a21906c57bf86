"""Changes, gaps and steps in points whose two levels stand in other sentences than they do.

"Exports came to $604.9 billion in 2018. In 2017 they had been $573.7 billion. ... Growth of 7.4
percent will be hard to repeat." Any two levels about a change that give it explain it. If none do,
it is held against the only two that it can be of: of one unit and one precision, told of two times
or two sides, with no change of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.changes.relative_changes import wrong_base
from bongsu.audit.findings import Finding
from bongsu.audit.reading.fits import difference, fits, growth, percentage, rounded
from bongsu.audit.reading.terms import Term, few_terms, prose_terms
from bongsu.audit.reading.wording import as_note, content_words, frequent_words, in_quotes
from bongsu.audit.remembering import remembered
from bongsu.audit.rules import RULES
from bongsu.audit.telling import about, shown
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import (
    AMOUNTS,
    NO_BOUNDS,
    PERCENTS,
    Claim,
    Comparator,
    DateMention,
    Evidence,
    Kind,
    Quantity,
)
from bongsu.patterns import lazy_regex

_REACH = 1_200  # code points to either side in which the levels of a change may stand
_ALIKE = 1.9  # times: levels farther apart are of two measures
_NEAR = (0.4, 2.6)  # of the right result: what is farther off is of something else
_MOST = 16  # levels of one unit there: among more, some pair gives anything
_ALL = 100.0
_TAIL = 40  # code points behind a change that say what it is of
_LOOSE = 0.2  # of a fraction in words: "a quarter" is said of 22 to 30 percent
_HEDGE = (
    r"(?:\s?(?:about|some|roughly|nearly|almost|around|only|just|fully|well\sover|over|an?|of|by|,|at))*"
    r"\s?$"
)
_CALLED = lazy_regex(
    r"\b(?:growth|increase|rise|gain|jump|drop|fall|decline|decrease|cut|reduction|loss|surge|slump|hike|blow|"
    r"expansion|contraction|shrinkage|plunge|upturn|downturn|setback)s?" + _HEDGE
)
_MOVED = lazy_regex(
    r"\b(?:gr[eo]wn?|ris(?:en|ing|es?)|rose|f[ae]ll(?:en|ing|s)?|declin(?:ed|ing)|dropp(?:ed|ing)|increas(?:ed|ing)|"
    r"decreas(?:ed|ing)|shr[aui]nk(?:ing)?|climb(?:ed|ing)|jump(?:ed|ing)|expand(?:ed|ing)|contract(?:ed|ing)|"
    r"swell(?:ed)?|swollen|lift(?:ed)?|rais(?:ed|ing)|los(?:t|ing))\sby" + _HEDGE
)
_COMPARED = lazy_regex(
    r"\s?(?:percent|%)?\s(?:cheaper|dearer|costlier|more|less|higher|lower|larger|smaller|fewer|heavier|lighter|"
    r"shorter|longer)(?:[.,;)]|\sthan\s(?:before|then|it\swas|they\swere)|$)"
)
_GAP = lazy_regex(
    r"\b(?:gap|lead|margin|difference|distance|spread|advantage|increase|rise|cut|decrease|reduction|step|move|"
    r"hike|gain|drop|fall|decline|majority|handicap|disadvantage|premium)s?" + _HEDGE
)
_GONE = lazy_regex(
    r"\s(?:(?:has|have|had|is|are|was|were)\s)?(?:been\s)?(?:gone|left|lost|closed|disappeared|vanished|shut|went)\b"
)
_OTHERWISE = lazy_regex(  # a base or a time that is not told in figures
    r"\b(?:than\s(?:a\s)?(?:year|month|quarter|decade)s?|year-on-year|on-year|on\sthe\s(?:year|month|quarter)|"
    r"from\s(?:a|the)\s(?:\w+\s)?(?:year|month|quarter)|a\s(?:year|month|quarter)\searlier|a\syear|annual\w*|"
    r"per\s(?:year|month)|each\syear|every\syear|monthly|yearly|previous|GDP|gross\sdomestic|target|goal|"
    r"forecast|expect\w*|would|could|should|might|may|if|by\s20\d\d|inflation|interest|yield|average|median|"
    r"turnout|tariffs?|duty|probability|poll|survey|odds|real\sterms|adjusted|plan\w*|limit\w*|propos\w+|want\w*|"
    r"demand\w*|up\sto|at\sleast|contribut\w+|except|excluding|without|among|volume|cap(?:ped)?|consider\w*|"
    r"argu\w+|instead|other\w*|half-point|quarter-point|meetings?\s(?:before|earlier)|overall|respectively|"
    r"economy|since\s(?:the|its)|cumulative\w*|seasonally|same\speriod|first\s(?:half|\w+\smonths))\b"
)
_NO_LEVEL = lazy_regex(
    r"\b(?:mark|milestone|threshold|barrier|target|goal|by|extra|additional|another|further|limit|ceiling|cap|"
    r"more\sthan|than|increase|rise|cut|decline|fall|gain|drop|loss|deficit|surplus|up|down|rose|fell|grew)"
    r"(?:\sof)?\s(?:about\s|some\s|the\s|an?\s|US)*$"
)


_CLAUSE = lazy_regex(r"[,;:.]")


class Apart(NamedTuple):
    """A change, the two levels that it can only be of, and what these come to."""

    result: Quantity
    before: Quantity
    after: Quantity
    right: Interval
    points: bool


@remembered
def levels_apart(evidence: Evidence) -> Iterator[Apart]:
    """Yield changes in percent and in points that no two levels about them give."""
    if not few_terms(evidence):
        return
    common = frozenset(frequent_words(evidence))
    for result in prose_terms(evidence):
        points = result.quantity.kind is Kind.POINTS
        if not _told(evidence, result, points=points):
            continue
        if points:
            yield from _in_points(evidence, result)
        else:
            yield from _in_percent(evidence, result, common)


def _told(evidence: Evidence, result: Term, *, points: bool) -> bool:
    """Whether words call a figure a change or a gap, and name no base that is not in figures."""
    quantity = result.quantity
    if quantity.value is None or quantity.comparator not in NO_BOUNDS or not quantity.value:
        return False
    if quantity.kind not in {*PERCENTS, Kind.POINTS, Kind.FRACTION}:
        return False
    if quantity.kind is Kind.FRACTION and quantity.value >= 1:
        return False
    sentence = evidence.sentences[result.index]
    if in_quotes(evidence, sentence, quantity.start):
        return False
    lead, tail = result.lead[-90:].lower(), result.tail[:_TAIL].lower()
    if points:
        return _GAP.search(lead) is not None
    if _OTHERWISE.search(f"{lead} {_CLAUSE.split(tail)[0]}"):
        return False
    if quantity.kind is Kind.FRACTION and _GONE.match(tail):
        return True
    told = _CALLED.search(lead) or _MOVED.search(lead) or _COMPARED.match(tail)
    return told is not None and not tail.startswith((" of ", " to ", " from ", "% from", " in "))


def _beside(result: Term, every: Sequence[Term]) -> list[Term]:
    return [one for one in every if one.index == result.index and is_level(one)]


def _about(result: Term, every: Sequence[Term]) -> list[Term]:
    """Return the levels about a figure, one of each value; none of too many."""
    at = result.quantity.start
    found = {
        (one.value, one.units): one
        for one in every
        if one is not result and abs(one.quantity.start - at) <= _REACH and is_level(one)
    }
    found |= {(one.value, one.units): one for one in _beside(result, every)}
    return list(found.values()) if len(found) <= _MOST else []


def _in_percent(evidence: Evidence, result: Term, common: frozenset[str]) -> Iterator[Apart]:
    near = _about(result, few_terms(evidence))
    pairs = [
        (one, other)
        for one, other in combinations(near, 2)
        if one.units & other.units and one.value != other.value
    ]
    told = _in_hundred(result)
    if any(
        fits(told, make, *pair)
        for one, other in pairs
        for pair in ((one.quantity, other.quantity), (other.quantity, one.quantity))
        for make in (growth, percentage)
    ):
        return
    alike = [
        pair
        for pair in pairs
        if max(pair, key=_value).value <= _ALIKE * min(pair, key=_value).value
        and not _has_change(evidence, *pair)
    ]
    if any(one.index == result.index for pair in alike for one in pair):
        return  # what stands in one sentence is read there
    apart = [pair for pair in map(of_two_times, alike) if pair is not None]
    named = [pair for pair in apart if shared_words(evidence, common, *pair)]
    some = named if len(named) == 1 else apart if len(apart) == len(alike) == 1 else []
    for before, after in some:
        if not _fits_way(result, before, after):
            continue
        if _of_other(evidence, result, (before, after)):
            continue
        right = growth(rounded(before.quantity), rounded(after.quantity))
        middle = (right.low + right.high) / 2
        if _NEAR[0] <= (told.value or 0.0) / middle <= _NEAR[1]:
            yield Apart(result.quantity, before.quantity, after.quantity, right, points=False)


def _value(term: Term) -> float:
    return term.value


def _in_hundred(result: Term) -> Quantity:
    quantity = result.quantity
    if quantity.kind is not Kind.FRACTION:
        return quantity
    value = _ALL * (quantity.value or 0.0)
    return replace(
        quantity,
        kind=Kind.PERCENT,
        value=value,
        step=_LOOSE * value,
        approximate_step=_LOOSE * value,
    )


_UP = lazy_regex(
    r"\b(?:growth|increase|rise|gain|jump|surge|hike|expansion|upturn|gr[eo]wn?|ris\w+|rose|increas\w+|climb\w+|"
    r"jump\w+|expand\w+|sw[eo]ll\w*|lift\w*|rais\w+|more|higher|larger|dearer|costlier|heavier|longer)\b"
)
_DOWN = lazy_regex(
    r"\b(?:drop\w*|f[ae]ll\w*|declin\w+|decreas\w+|cut|reduction|loss|lost|losing|slump|contract\w+|shr\w+|plunge|"
    r"cheaper|less|lower|smaller|fewer|lighter|shorter)\b"
)


def _fits_way(result: Term, before: Term, after: Term) -> bool:
    """Whether what is told to grow grows by the two levels: else these are of another thing."""
    near = f"{result.lead[-45:]} {result.tail[:20]}"
    up, down = _UP.search(near), _DOWN.search(near) or _GONE.match(result.tail)
    if up is not None and down is None:
        return after.value > before.value
    if down is not None and up is None:
        return after.value < before.value
    return True


def is_level(one: Term) -> bool:
    """Whether a figure of the prose is a level, and no mark, limit or change."""
    quantity = one.quantity
    plain = quantity.kind in AMOUNTS and quantity.comparator in NO_BOUNDS
    if not plain or one.idle or quantity.per or one.value <= 1 or one.cell:
        return False
    return _NO_LEVEL.search(one.lead[-40:]) is None


def _claim(one: Term) -> Claim | None:
    claims = one.frame.evidence.claims
    return next((claim for claim in claims if claim.quantity.start == one.quantity.start), None)


def _time(one: Term) -> str:
    """Return the year that a level is told of: of its claim, or the one of its sentence."""
    claim = _claim(one)
    if claim is not None and claim.period:
        return claim.period[:4]
    years = {
        item.edtf[:4]
        for item in one.frame.items.values()
        if isinstance(item, DateMention) and item.edtf
    }
    return years.pop() if len(years) == 1 else ""


def of_two_times(pair: tuple[Term, Term]) -> tuple[Term, Term] | None:
    """Return two levels of two years in their order."""
    first, second = pair
    if first.frame is second.frame:
        between = first.frame.text[first.at + 1 : second.at]
        return pair if _FROM.search(first.lead) and _TO.fullmatch(between) else None
    times = [_time(one) for one in pair]
    if not all(time.isdigit() for time in times) or times[0] == times[1]:
        return None
    return pair if times[0] < times[1] else (pair[1], pair[0])


_FROM = lazy_regex(r"\bfrom\s(?:about\s|some\s|the\s|an?\s)?$")
_TO = lazy_regex(r"[^;.]{0,25}\bto\s(?:about\s|some\s|the\s|an?\s)?")


def _has_change(evidence: Evidence, one: Term, other: Term) -> bool:
    """Whether a percentage of the article is the change between two levels, which is then told."""
    return any(
        quantity.kind in PERCENTS
        and quantity.value
        and (
            fits(quantity, growth, one.quantity, other.quantity)
            or fits(quantity, growth, other.quantity, one.quantity)
        )
        for quantity in evidence.quantities
        if abs(quantity.start - one.quantity.start) <= _REACH
    )


def _words(evidence: Evidence, one: Term) -> frozenset[str]:
    return content_words(evidence.words(one.frame.sentence)) | one.label


def shared_words(
    evidence: Evidence, common: frozenset[str], one: Term, other: Term
) -> frozenset[str]:
    """Return the words that the sentences or lines of two figures share."""
    return (_words(evidence, one) & _words(evidence, other)) - common


def _of_other(evidence: Evidence, result: Term, pair: tuple[Term, Term]) -> bool:
    """Whether a change is said of what neither level nor the title names."""
    known = _words(evidence, pair[0]) | _words(evidence, pair[1])
    if result.quantity.kind is Kind.FRACTION and _GONE.match(result.tail):
        return not content_words(evidence.words(result.quantity)) & known  # "one resident in four"
    claim = _claim(result)
    own = content_words(f"{claim.measure} {claim.subject}" if claim else "") - _NO_TOPICS
    if not own:
        return False
    titles = [
        content_words(evidence.text[block.start : block.end])
        for block in evidence.article.blocks
        if block.kind is BlockKind.HEADING
    ]
    return not own & known.union(*titles)


_NO_TOPICS = content_words("growth increase rise fall change percent year whole blow total pool")


def _in_points(evidence: Evidence, result: Term) -> Iterator[Apart]:
    """Yield points told to hundredths that are not between the only two rates told so."""
    said = result.quantity
    if said.comparator is not Comparator.EXACT or _places(evidence, said) != _HUNDREDTHS:
        return
    if _FAR_POINTS.search(f"{result.lead[-60:]} {result.tail[:30]}".lower()):
        return
    at = result.quantity.start
    rates = [
        one
        for one in evidence.quantities
        if one.kind is Kind.PERCENT
        and one.comparator in NO_BOUNDS
        and not one.malformed
        and abs(one.start - at) <= _REACH
    ]
    sentence = evidence.sentences[result.index]
    if any(sentence.start <= one.start < sentence.end for one in rates):
        return
    ends = {end for one in rates for end in one.bounds}
    if len(ends) > _MOST:
        return
    told, room = said.value or 0.0, said.step + _DUST
    if any(abs(abs(one - other) - told) < room for one, other in combinations(ends, 2)):
        return
    fine = {one.bounds: one for one in rates if _places(evidence, one) == _HUNDREDTHS}
    if len(fine) != _TWO:
        return
    first, second = fine.values()
    right = difference(Interval(*first.bounds), Interval(*second.bounds))
    if _NEAR[0] * right.low <= told <= _NEAR[1] * right.high:
        yield Apart(said, first, second, right, points=True)


_TWO = 2
_DUST = 1e-6
_HUNDREDTHS = 2
_FAR_POINTS = lazy_regex(
    r"\b(?:would|could|should|might|if|targets?\b(?!\srange)|goal|next|further|another|each|every|a\syear|year|month|quarter|"
    r"forecast|expect\w*|total|cumulative)\b"
)


def _places(evidence: Evidence, one: Quantity) -> int:
    found = _DECIMALS.search(evidence.words(one))
    return len(found["places"]) if found is not None else 0


_DECIMALS = lazy_regex(r"\d\.(?P<places>\d+)")


_BETWEEN = lazy_regex(
    r"\b(?:gap|lead|margin|difference|distance|spread|advantage|majority|handicap|disadvantage|premium)\b"
    r"[^.;]{0,15}$"
)


def apart_findings(evidence: Evidence, rule: str, told: set[int]) -> Iterator[Finding]:
    """Yield the notes of one rule on changes and gaps that no two levels give.

    A wrong base is AR101's, a difference between two sides AR109's, any other change AR102's.
    """
    words = evidence.words
    for one in levels_apart(evidence):
        between = _BETWEEN.search(evidence.text[max(0, one.result.start - 40) : one.result.start])
        based = not one.points and wrong_base(one.before, one.after, one.result)
        mine = "AR109" if one.points and between else "AR101" if based else "AR102"
        if mine != rule or one.result.start in told:
            continue
        told.add(one.result.start)
        unit = "points" if one.points else "percent"
        yield as_note(
            about(
                RULES[rule],
                evidence,
                one.result,
                f"{words(one.result)} is not what {words(one.before)} and {words(one.after)} are "
                f"apart: that is {shown(one.right)} {unit}",
                inputs={"before": one.before, "after": one.after},
                result=one.right,
            )
        )
