"""Years told of another stage, or another thing, than the date near them (DT506).

A pact is negotiated, signed, ratified and in force in four years: "signed in 2007, it has been in
force for thirteen years" may well be right, and "for twenty-three" cannot. "The treaty on legal aid
is 31 years old" counts from no date of "the treaty on extradition".
"""

from __future__ import annotations

import re

from bongsu.audit.reading.wording import content_words, sentence_at
from bongsu.evidence.mentions import DateMention, Evidence
from bongsu.patterns import lazy_regex

_IN_FORCE = lazy_regex(
    r"\b(?:in|into)\s(?:\w+\s)?(?:force|effect|application|operation)\b|"
    r"\b(?:applied|implemented|operating|applies)\b",
)
_BEFORE_IT = lazy_regex(  # what is done with a pact or a law before it is in force
    r"\b(?:sign(?:ed|ing|ature)|conclu(?:ded|sion)|initial(?:l?ed)|negotiat\w+|agreed|struck|reached|"
    r"adopt(?:ed|ion)|pass(?:ed|age)|enact\w+|ratif\w+|promulgat\w+|propos\w+|draft\w+|approv\w+)\b",
    re.IGNORECASE,
)
_IN_ITS_LIFE = lazy_regex(
    r"\b(?:revis\w+|amend\w+|updat\w+|upgrad\w+|extend\w+|renew\w+|renegotiat\w+|reform\w+|enlarg\w+)\b",
    re.IGNORECASE,
)
_LEAD = 80  # code points before a date in which its verb stands
_CLAUSE = lazy_regex(r"[;:(]\s?|,\s(?:and|but|while|whereas|though)\s|\.\s")
_SUBJECT = lazy_regex(
    r"^\W*(?P<thing>(?:[Tt]he|[Ii]ts?|[Tt]heir|[Aa]n?|[Tt]his|[Tt]hat|[A-Z][\w-]+)\b[^,;:()]{0,70}?)"
    r"(?:,|\s(?:is|are|has|have|had|was|were|now|turns?)\b)"
)
_WHICH = lazy_regex(r"\b(?:first|second|third|fourth|fifth|new|old|present|current|former|other)\b")
_QUALIFIED = lazy_regex(r"\s(?:on|of|for|in|with|between|at|against)\s(?P<of>.+)$")
_OWNED = lazy_regex(r"(?:[Ii]ts|[Tt]heir)\s(?P<of>[a-z]+(?:\s[a-z]+)?)$")


def is_of_another(
    evidence: Evidence, stretch: tuple[int, int], since: DateMention, *, longer: bool
) -> bool:
    """Whether a stretch of years need not count from a date near it.

    Parameters
    ----------
    evidence : Evidence
        An article.
    stretch : tuple of int
        Where the years are told.
    since : DateMention
        The date near them.
    longer : bool
        Whether the years told are more than have passed since.
    """
    at = sentence_at(evidence, since.start)
    own = evidence.sentences[sentence_at(evidence, stretch[0])]
    dated = evidence.sentences[at]
    words = evidence.text[own.start : own.end]
    lead = _CLAUSE.split(evidence.text[max(dated.start, since.start - _LEAD) : since.start])[-1]
    if _IN_FORCE.search(words) and not _IN_FORCE.search(lead):
        if _BEFORE_IT.search(lead) and not longer:
            return True
        if _IN_ITS_LIFE.search(lead):
            return True
    clause = _CLAUSE.split(evidence.text[own.start : stretch[0]])[-1]
    if own is dated and not since.end <= stretch[0] - len(clause):
        return False
    return _is_other_thing(clause, evidence.text[dated.start : since.start])


def _is_other_thing(clause: str, dated: str) -> bool:
    """Whether a clause has a subject that is told apart from what words before a date name."""
    subject = _SUBJECT.match(clause)
    if subject is None:
        return False
    thing = subject["thing"]
    which = {found[0] for found in _WHICH.finditer(thing)}
    if which and which.isdisjoint(found[0] for found in _WHICH.finditer(dated)):
        return True
    told = _OWNED.match(thing) or _QUALIFIED.search(thing)
    return told is not None and not content_words(told["of"]) <= content_words(dated)
