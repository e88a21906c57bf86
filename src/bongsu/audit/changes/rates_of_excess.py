"""What a rate comes to that is taken of the amount above a threshold, and not of all of it.

"Those who earn more than 3.09 million lose five percent of the amount above. With 3.5 million a
pension is cut by 20,500": rate, threshold, level and result stand in one paragraph. Any threshold
and level of it that give the result explain it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bongsu.audit.findings import Finding
from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.fits import fits, rounded
from bongsu.audit.reading.terms import Term, prose_terms
from bongsu.audit.reading.wording import as_note, as_warning
from bongsu.audit.rules import RULES
from bongsu.audit.telling import about, shown
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import PERCENTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_EXCESS = guarded_regex(
    r"\b(?:exceed(?:s|ed|ing)?|above|over|beyond|in excess of|more than|the excess|threshold|"
    r"limit)\b"
)
_OF_EXCESS = lazy_regex(  # behind the rate
    r"^(?: [a-z]+){0,3}? (?:of|on) (?:the |any |that |all |his |her |their |its )?(?:[a-z]+ "
    r"){0,3}?(?:exceeding|above|over|"
    r"beyond|in excess of|excess|that exceeds?|which exceeds?|surplus)\b"
)
_CUT_BY = lazy_regex(r"\b(?:cut|reduced|lowered|trimmed|taxed|docked) (?:by|at)(?: an?)? $")
_THRESHOLD = lazy_regex(
    r"(?:\b(?:above|over|beyond|exceeding|exceeds?|exceeded|in excess of|more than)"
    r"|\b(?:threshold|limit|allowance|ceiling|average)s?\b[^.;]{0,45}?(?:of|is|was|at|to|-|\u2014|currently))"
    r" (?:about |a |the )?$"
)
_ROSE = lazy_regex(r"\b(?:ris\w+|rose|raised|new|increas\w+|below|under)\b[^,.;]{0,40}$")
_RESULT = lazy_regex(
    r"\b(?:pays?|paid|owes?|owed|los(?:es?|ing|t)|reduced by|cut (?:of|by)|gets|receives|less|"
    r"withheld|charged|"
    r"deducted|deduction of|reduction of|costs?|due|taxed|bill of|fined|therefore|thus|"
    r"so)\b[^.;]{0,40}$"
)
_BEHIND = lazy_regex(
    r"^ (?:less|in tax|(?:is|are|was|were|will be) (?:withheld|due|deducted|owed|lost|taken))\b"
)
_LEVEL = lazy_regex(
    r"\b(?:earn(?:s|ing|ed)?|with|makes?|income of|gains? of|sales of|profits? of|worth|has|"
    r"have|of|was|is|at)"
    r" (?:about |an? )?(?:[a-z]+ ){0,3}$"
)
_ROOM = (0.1, 12.0)  # of what is right: farther off it is something else


def excess_findings(evidence: Evidence) -> Iterator[Finding]:
    """Yield results of a rate of an excess that no threshold and level of their paragraph give."""
    for _, group in groupby(prose_terms(evidence), key=lambda term: term.block):
        told = list(group)
        if not _may_tell(told):
            continue
        text = evidence.words(evidence.article.blocks[told[0].block])
        if _EXCESS.search(text) is None:
            continue
        rates = [one for one in told if _is_rate(one)]
        if len({one.value for one in rates}) == 1:
            yield from _wrong(evidence, rates[0], told)


def _may_tell(told: Sequence[Term]) -> bool:
    """Whether there is a rate, and money for a threshold, a level and a result."""
    kinds = [one.quantity.kind for one in told]
    return kinds.count(Kind.MONEY) >= _AMOUNTS and any(
        kind in PERCENTS or kind is Kind.FRACTION for kind in kinds
    )


_AMOUNTS = 3


def _is_rate(term: Term) -> bool:
    behind = term.tail
    if term.quantity.kind is Kind.FRACTION:
        return _CUT_BY.search(term.lead) is not None and _EXCESS.search(term.lead) is not None
    if term.quantity.kind not in PERCENTS:
        return False
    if _OF_EXCESS.match(behind):
        return True
    return _TAKEN.search(behind) is not None


_TAKEN = lazy_regex(
    r"^ (?:[a-z]+ ){0,3}?(?:applies to|is|are|was|will be) (?:levied|charged|due|withheld|"
    r"taken|deducted|"
    r"payable)? ?"
    r"(?:on|from|of) (?:[a-z]+ ){0,3}?(?:above|over|beyond|exceeding|in excess of)\b|"
    r"^ of (?:[a-z]+ ){1,3}(?:over|above|beyond|exceeding)\b|^ of (?:the|any|that) excess\b"
)


def _wrong(evidence: Evidence, rate: Term, told: Sequence[Term]) -> Iterator[Finding]:
    money = [one for one in told if one.quantity.kind is Kind.MONEY and one.value > 0]
    bars = [one for one in money if _THRESHOLD.search(one.lead) and not _ROSE.search(one.lead)]
    results = [one for one in money if one not in bars and _is_result(one)]
    levels = [
        one for one in money if one not in bars and one not in results and _LEVEL.search(one.lead)
    ]
    for result in results:
        fit = [
            (bar, level)
            for bar in money
            for level in money
            if bar.units & level.units & result.units and level.value > bar.value
        ]
        if any(fits(_rough(result), _of(rate), _plain(b), _plain(lv)) for b, lv in fit):
            continue
        near = [
            (bar, level)
            for bar, level in fit
            if bar in bars and level in levels and level.index in {result.index, result.index - 1}
        ]
        if len({(bar.value, level.value) for bar, level in near}) != 1:
            continue
        bar, level = near[0]
        right = _of(rate)(rounded(_plain(bar)), rounded(_plain(level)))
        if not _ROOM[0] * right.low <= result.value <= _ROOM[1] * right.high:
            continue
        words = evidence.words
        finding = about(
            RULES["AR106"],
            evidence,
            result.quantity,
            f"{words(rate.quantity)} of what {words(level.quantity)} is above "
            f"{words(bar.quantity)} is {shown(right)}, not {words(result.quantity)}",
            inputs={"threshold": bar.quantity, "level": level.quantity, "rate": rate.quantity},
            result=right,
        )
        tied = rate.index - result.index in {0, -1}
        yield as_warning(finding) if tied else as_note(finding)


def _plain(term: Term) -> Quantity:
    """Return an amount as it is set: no threshold is rounded, and "more than" bounds none."""
    return replace(term.quantity, comparator=Comparator.EXACT, step=0.0, approximate_step=0.0)


def _rough(term: Term) -> Quantity:
    """Return a result with the room that a sum told in round figures has."""
    step = max(term.quantity.step, _ROUND * term.value)
    return replace(term.quantity, comparator=Comparator.EXACT, step=step, approximate_step=step)


_ROUND = 0.02


def _of(rate: Term) -> Callable[[Interval, Interval], Interval]:
    """Return what a rate makes of what is between a threshold and a level."""
    share = rate.value if rate.quantity.kind is Kind.FRACTION else rate.value / 100.0

    def made(bar: Interval, level: Interval) -> Interval:
        return Interval(share * max(level.low - bar.high, 0.0), share * (level.high - bar.low))

    return made


def _is_result(one: Term) -> bool:
    return bool(_RESULT.search(one.lead[-60:]) or _BEHIND.match(one.tail))
