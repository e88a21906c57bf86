"""Lengths of time that lie between no two days of a text, and are not said to (DT511).

A term that a court hands down, time in prison that began on a day which nobody tells, one of
several terms and the last part of "three years, one month and two days" are such lengths.
"""

from __future__ import annotations

from bongsu.audit.reading.wording import sentence_at
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_NEAR = 60  # code points about a length in which it is told what went on
_PART = lazy_regex(  # "three years, one month and two days"
    r"\b(?:years?|months?|weeks?),?\s(?:and\s)?(?:an?\s|some\s|about\s)?$"
)
_EACH = lazy_regex(
    r"\b(?:two|three|four|five|six|several|\d+|both|consecutive|successive)\s(?:\w+\s)?"
    r"(?:terms?|periods?|stints?|phases?|stages?|rounds?|tours?|parts?|stretch(?:es)?|sentences?)\s"
    r"(?:of\s|lasting\s)(?:about\s|some\s)?$"
)
_SERVED = lazy_regex(
    r"\s(?:(?:\w+\s){0,2}?(?:in|of|behind|under)\s(?:\w+\s)?)?"
    r"(?:custody|prison|jail|bars|detention|captivity|confinement|house\sarrest|probation|parole)\b"
)
_HANDED_DOWN = lazy_regex(
    r"\b(?:sentenc\w+|prison\sterm|jail\sterm|term\sof|convict\w+|handed\s(?:down|him|her|them)|"
    r"punish\w+|(?:gave|got|received|faced|faces?|upheld|confirmed|reduced|commuted)\s(?:\w+\s){0,6})"
    r"[^.;]{0,50}$"
)
_OF_CRIME = lazy_regex(
    r"\b(?:prison|jail\w*|sentenc\w+|convict\w+|brib\w+|embezzl\w+|treason|insurrection|verdict|"
    r"pardon\w*|imprison\w*|inmates?|behind\sbars|custody|parole\w*)\b"
)
_BEGUN = lazy_regex(
    r"\b(?:arrest\w*|jailed|detain\w*|imprisoned|taken\sinto|seized|entered|began|held)\b"
)
_OF_A_TERM = lazy_regex(r"\sof\s(?:a|his|her|the|that)\s(?:[\w-]+\s)?(?:term|sentence)\b")
_A_TERM = lazy_regex(
    r"\bserved\b[^.;]{0,60}\sof\s(?:a|his|her|the|that)\s(?:[\w-]+\s)?(?:term|sentence)\sof\s$"
)
_FROM_THEN = lazy_regex(
    r"\s(?:from|starting\s(?:in|on|from|with)|beginning\s(?:in|on|with)|as\sof)\s(?:the\s)?(?:\w+\s){0,3}?"
    r"(?:19|20)\d\d\b(?!\s?(?:to|until|till|through|-|–))"
)
_BACK = 2  # sentences before a length in which its beginning may be told


def own_length(evidence: Evidence, start: int, end: int) -> bool:
    """Return whether a length of time is measured by no two days that a text tells.

    Parameters
    ----------
    evidence : Evidence
        An article.
    start, end : int
        Where the length stands in its text.
    """
    place = sentence_at(evidence, start)
    sentence = evidence.sentences[place]
    words = evidence.words(sentence)
    before = evidence.text[max(sentence.start, start - _NEAR) : start].replace("\n", " ")
    behind = evidence.text[end : end + _NEAR].replace("\n", " ")
    if _PART.search(before) or _EACH.search(before) or _FROM_THEN.match(behind):
        return True
    if _OF_A_TERM.match(behind) or _A_TERM.search(before):
        return True
    if _OF_CRIME.search(words) is None:
        return False
    if _HANDED_DOWN.search(before):
        return True
    served = _SERVED.match(behind) is not None
    near = " ".join(
        evidence.words(one) for one in evidence.sentences[max(0, place - _BACK) : place]
    )
    return served and _BEGUN.search(f"{near} {words}") is None
