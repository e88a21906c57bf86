"""Multiples whose sentence or clause speaks of something else than the two figures near them.

"The fund grew from 450 to 1,213 trillion. Its foreign stocks have grown sixfold": the levels of the
fund are not those of its stocks, and no others are told.
"""

from __future__ import annotations

from bongsu.audit.reading.partitions import period_of
from bongsu.audit.reading.told_of_others import said_of_others
from bongsu.audit.reading.wording import content_words, sentence_at
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex

Levels = tuple[Quantity, Quantity]

_PRONOUN = lazy_regex(
    r"\b(?:it|they|th(?:is|at|[eo]se)(?!\s(?:in|of|with|who|for|from|on|at)\b)|which|who|both|he|she|"
    r"we|the (?:two|figure|number|total|amount|level|latter|former|first|second|rate|sum))\b"
)
_SAYS = lazy_regex(r"\b(?:said|says|say|noted|told|added|called|reported|announced|found|finds)\b")
_NEW_THING = lazy_regex(r"(?:An?|Another|Some|Others|Other)\s")
_OWNED = lazy_regex(r"(?:Its|Their|His|Her|Our)\s(?P<what>[a-z-]+\s[a-z-]{3,})\s")
_NAMED = lazy_regex(r"(?:(?:In|For|At|Among)\s(?:the\s)?)?(?P<name>[A-Z][a-z]{2,})\b")
_NO_NAME = lazy_regex(
    r"(?:the|its?|they|their|that|this|these|those|both|each|all|over|since|from|after|before|"
    r"within|during|until|by|when|while|although|though|even|thus|hence|still|now|then|but|and|"
    r"so|in|on|at|for|with|prices?|sales|exports?|imports?|output|spending|demand|debt|costs?)",
)
_CLAUSE = lazy_regex(r".*[,;]\s(?:while|whereas|but|and|though|although|as)\s(?P<subject>[^,;]*)$")
_NO_SUBJECT = lazy_regex(
    r"(?:has|have|had|was|were|is|are|more|almost|nearly|about|roughly|thus|then|thereby|so|later|"
    r"over|less|just|some|only|even|again|now|still|up|down|at|to|in|by|from)?\s?"
)
_OF_YEAR = lazy_regex(
    r"\s(?:as\s[a-z]+\s(?:[a-z]+\s){0,2}?as|than|that\sof|those\sof|what)\s[^.,;]{0,60}?"
    r"\b(?:in|of|for)\s(?P<year>(?:19|20)\d\d)\b"
)


def multiple_of_others(evidence: Evidence, levels: Levels, start: int, end: int) -> bool:
    """Whether words about a multiple say that it is not one of two levels near it.

    Parameters
    ----------
    evidence : Evidence
        What was found in an article.
    levels : (Quantity, Quantity)
        The level before and the level after.
    start, end : int
        Where the multiple stands.
    """
    at = sentence_at(evidence, start)
    if _of_year_untold(evidence, levels, end):
        return True
    if any(sentence_at(evidence, one.start) == at for one in levels):
        return _in_next_clause(evidence, levels, start)
    if said_of_others(evidence, start, *levels):
        return True
    first = evidence.sentences[at].start
    lead = evidence.text[first:start]
    if _PRONOUN.search(lead.lower()) or _SAYS.search(lead):
        return False
    return _of_its_own(evidence, levels, lead) or _names_another(evidence, first, lead)


def _names_another(evidence: Evidence, start: int, lead: str) -> bool:
    """Whether a sentence begins with a name that the text has not told before."""
    named = _NAMED.match(lead)
    if named is None or _NO_NAME.fullmatch(named["name"].lower()):
        return False
    told = f"{evidence.article.title or ''} {evidence.text[evidence.article.start : start]}"
    return named["name"].lower() not in told.lower()


def _of_its_own(evidence: Evidence, levels: Levels, lead: str) -> bool:
    """Whether a sentence begins with something new, or with a part that no level is told of."""
    if _NEW_THING.match(lead):
        return bool(content_words(lead.partition(" ")[2]))
    owned = _OWNED.match(lead)
    if owned is None:
        return False
    places = {sentence_at(evidence, one.start) for one in levels}
    told = " ".join(evidence.words(evidence.sentences[place]) for place in sorted(places))
    return not content_words(owned["what"]) & content_words(told)


def _in_next_clause(evidence: Evidence, levels: Levels, start: int) -> bool:
    """Whether the clause of a multiple has a subject of its own: ", while arrears tripled"."""
    behind = max(one.end for one in levels)
    if behind > start:
        return False
    found = _CLAUSE.match(evidence.text[behind:start])
    if found is None or _PRONOUN.match(found["subject"].lower()):
        return False
    subject = found["subject"]
    sentence = evidence.sentences[sentence_at(evidence, start)]
    told = content_words(evidence.text[sentence.start : behind])
    return _NO_SUBJECT.fullmatch(subject) is None and bool(content_words(subject) - told)


def _of_year_untold(evidence: Evidence, levels: Levels, end: int) -> bool:
    """Whether a multiple is one of the level of a year that neither of two levels is of."""
    named = _OF_YEAR.match(evidence.text, end)
    if named is None or any(end <= one.start < named.end() for one in levels):
        return False
    year = named["year"]
    return not any(
        (period_of(evidence, one) or "").startswith(year)
        or year in _BREAK.split(evidence.text[max(0, one.start - _NEAR) : one.start])[-1]
        or year in _BREAK.split(evidence.text[one.end : one.end + _NEAR])[0]
        for one in levels
    )


_BREAK = lazy_regex(r"[.;]\s")
_NEAR = 30  # code points about a level in which its year stands
