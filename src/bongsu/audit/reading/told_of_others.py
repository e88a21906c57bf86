"""Whether a figure is told of another time, another survey or others than the amounts about it.

"A year earlier 47 percent of the firms had planned to hire" is no share of the firms that were
asked this year, however near these stand. What a sentence says of its own figure tells: the period
of its claim, a poll that it names, or words such as "elsewhere".
"""

from __future__ import annotations

import re

from bongsu.audit.reading.partitions import period_of
from bongsu.audit.reading.wording import sentence_at
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex

_SURVEY = r"(?:poll(?:s|ster)?|survey|study|questionnaire)"
_ANOTHER_SURVEY = lazy_regex(
    r"\b(?:[Aa]nother|[Aa] (?:second|third|separate|different|later|previous|recent|new)|"
    r"[Tt]he (?:other|second|latter|previous)|"
    r"[Aa]n? (?:(?:[A-Z][\w.&-]*|\d{4}|earlier|older|online|national|nationwide|opinion|phone|"
    rf"telephone|government) )+){_SURVEY}\b|"
    rf"\b(?:[A-Z][\w&-]+ )+{_SURVEY}\b|{_SURVEY} (?:by|from|of)\b"
)
_ELSEWHERE = lazy_regex(
    r"\b(?:elsewhere|nationwide|nationally|worldwide|"
    r"in (?:the )?other (?!words\b)(?:[a-z]+ ){0,2}[a-z]+|"
    r"by (?:contrast|comparison)|(?:across|in) the (?:whole )?(?:country|nation|economy|world)|"
    r"in the rest of|as a whole|on average|usually|normally|typically)\b",
    re.IGNORECASE,
)
_UNIT = r"(?:decade|year|half|quarter|month|week)"
_THEN = lazy_regex(
    rf"\b(?:(?:a|one|two|three|five|ten|several|\d+) {_UNIT}s? (?:earlier|before|ago|later)|"
    rf"(?:the )?(?:previous|preceding|following|next|prior) (?:{_UNIT}|round|survey|poll)|"
    rf"(?:the )?{_UNIT} (?:before|after)|alone|back then|at (?:the|that) (?:time|outset|peak)|"
    r"(?:by|at|until|towards?) the (?:end|close|start|beginning|time)|used to|once|previously|"
    r"formerly|targets?|goals?|plans? to|aims? to|required|needed|would|should)\b",
    re.IGNORECASE,
)


def told_of_others(evidence: Evidence, figure: Quantity, *others: Quantity) -> bool:
    """Whether words beside a figure make it one of another time, survey or group than some others.

    Parameters
    ----------
    evidence : Evidence
        What was found in an article.
    figure : Quantity
        A share, a change or a multiple.
    others : Quantity
        The amounts that it might be told of.
    """
    if any(_in_other_periods(evidence, figure, one) for one in others):
        return True
    return said_of_others(evidence, figure.start, *others)


def said_of_others(evidence: Evidence, start: int, *others: Quantity) -> bool:
    """Whether a sentence names a time, a survey or a group that those of some figures do not.

    Parameters
    ----------
    evidence : Evidence
        What was found in an article.
    start : int
        A place in the sentence.
    others : Quantity
        The figures; if one of them stands in the sentence itself, it is of what that says.
    """
    at = sentence_at(evidence, start)
    if any(sentence_at(evidence, one.start) == at for one in others):
        return False
    said = evidence.words(evidence.sentences[at])
    told = " ".join(
        evidence.words(evidence.sentences[sentence_at(evidence, one.start)]) for one in others
    )
    return any(
        form.search(said) is not None and form.search(told) is None
        for form in (_ANOTHER_SURVEY, _ELSEWHERE, _THEN)
    )


def _in_other_periods(evidence: Evidence, figure: Quantity, other: Quantity) -> bool:
    """Whether two figures are of two periods, neither of which lies in the other."""
    one, two = period_of(evidence, figure), period_of(evidence, other)
    if not one or not two or "/" in f"{one}{two}":
        return False  # "since 1988": a time that goes on
    return not (one.startswith(two) or two.startswith(one))
