"""Levels beside steps that somebody else's rate has, or that are only wished for or expected.

"The bank cut four times, by 0.25 point each. Four members see 2.25 percent": the steps are the
bank's, the level is what some would choose. Levels of another sentence are those of the steps only
if nothing names another actor, another rate or another kind of thing.
"""

from __future__ import annotations

import re

from bongsu.audit.reading.wording import sentence_at
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex

Ends = tuple[Quantity, Quantity]

_WISHED = lazy_regex(
    r"\b(?:want\w*|prefer\w*|propos(?:e|es|ed|ing)|favou?r\w*|urg(?:e|es|ed|ing)|advocat\w+|call(?:s|ed|ing)?\sfor|"
    r"argu\w+\sfor|vot(?:e|es|ed|ing)\sfor|expect\w*|forecast\w*|predict\w*|project(?:s|ed|ing)|foresee\w*|"
    r"foresaw|pencil\w*|kept\sopen|keep\sopen|chose|dissent\w*|target\w*)\b"
    r"[^.;]{0,60}$"
)
_KEPT = lazy_regex(
    r"\b(?:stay\w*|remain\w*|unchanged|(?:was|were|is|are)\s(?:held|kept))\b[^.,;]{0,20}$"
)
_OTHERS = lazy_regex(  # of whom a level is told that is not the one that was moved
    r"\b(?:members?|analysts?|economists?|markets?|traders?|investors?|brokers?|dealers?|"
    r"(?:deposit|bond|lending|loan|mortgage|savings|market|treasury|call|corporate|swap)\s"
    r"(?:rates?|yields?)|yields?)\b",
    re.IGNORECASE,
)
_NAME = lazy_regex(r"(?:^|[,;]\s(?:and\s|but\s|while\s)?)(?:[Tt]he\s)?(?P<name>[A-Z][A-Za-z.]+)")
_NO_NAME = lazy_regex(
    r"(?:the|its?|the(?:y|ir|se)|th(?:at|is|ose)|i?n|on|at|by|from|after|before|since|over|under|"
    r"between|as|when|while|with|for|to|of|and|but|so|then|now|rates?|interest|borrowing|he|she|"
    r"we|each|both|all|during|until|within|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|policy|policymakers|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|nobody|nothing|none|every(?:body|one)|someone|such|several|many|most|no|every|any|another|there|here|thus|hence|today|still|"
    r"only|even|just|once|twice|later|finally|next|steps?|cuts?|hikes?|increases?|moves?)",
    re.IGNORECASE,
)
_SIDE_BY_SIDE = lazy_regex(r"[^.;,]{0,40}\b(?:and|against|versus|while)\b[^.;,]{0,30}")
_IN_TIME = lazy_regex(
    r"\b(?:then|later|before|after|earlier|to|from|until|since|was|were|had|next|end|"
    r"(?:19|20)\d\d)\b"
)


def of_other_steps(evidence: Evidence, size: Quantity, ends: Ends) -> bool:
    """Whether the levels beside some steps are those of somebody or something else.

    Parameters
    ----------
    evidence : Evidence
        What was found in an article.
    size : Quantity
        The size of one step.
    ends : (Quantity, Quantity)
        The levels that were taken for the first and the last.
    """
    if any(_wished(evidence, end) for end in ends):
        return True
    return _side_by_side(evidence, ends) or any(_of_another(evidence, size, end) for end in ends)


def _wished(evidence: Evidence, level: Quantity) -> bool:
    """Whether a level is only wanted or expected by somebody, or was left as it was."""
    start = evidence.sentences[sentence_at(evidence, level.start)].start
    return any(
        form.search(evidence.text, max(start, level.start - _LEAD), level.start) is not None
        for form in (_WISHED, _KEPT)
    )


_LEAD = 90  # code points before a level in which somebody wishes for it


def _of_another(evidence: Evidence, size: Quantity, level: Quantity) -> bool:
    """Whether the later of a step and a level is told of somebody or something named only there."""
    at, own = sentence_at(evidence, level.start), sentence_at(evidence, size.start)
    earlier, later = (evidence.sentences[place] for place in sorted((at, own)))
    if at == own:
        told = evidence.text[later.start : size.end]
        lead = evidence.text[min(size.end, level.start) : level.start]
        return _others_told(lead, told)
    told = evidence.words(earlier)
    last = level if at > own else size
    lead = evidence.text[later.start : last.start]
    if at > own and _others_told(lead, told):
        return True
    names = [one["name"] for one in _NAME.finditer(lead)]
    return any(_NO_NAME.fullmatch(name) is None and name not in told for name in names)


def _others_told(lead: str, told: str) -> bool:
    return any(one[0].lower() not in told.lower() for one in _OTHERS.finditer(lead))


def _side_by_side(evidence: Evidence, ends: Ends) -> bool:
    """Whether two levels are told of two things at one time: "4 in the city and 6 elsewhere"."""
    first, last = sorted(ends, key=lambda end: end.start)
    between = evidence.text[first.end : last.start]
    start = evidence.sentences[sentence_at(evidence, first.start)].start
    lead = evidence.text[max(start, first.start - _BEFORE) : first.start]
    if _SIDE_BY_SIDE.fullmatch(between) is None:
        return False
    return _IN_TIME.search(f"{lead[-_BEFORE:]} {between}") is None


_BEFORE = 12  # code points before a level in which "from" leads to it
