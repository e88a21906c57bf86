"""What a sentence of now binds or expects somebody to do by a time that was over (ST801).

"Korea pledges to buy 100 billion of energy through 2018", "a bill that would cap the deficit from
2022 onward": the words that look ahead are known by their class, in the present tense, and the time
by the preposition before it. Nothing between the two may tell of what was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bongsu.audit.reading.expectations import Awaited
from bongsu.audit.reading.stretches import closed
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import alternation, quoted, table
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_WHEN = frozenset(
    {
        Granularity.DAY,
        Granularity.MONTH,
        Granularity.QUARTER,
        Granularity.SEASON,
        Granularity.YEAR,
        Granularity.RANGE,
    }
)
_THIS = lazy_regex(r"this\s(?:spring|summer|autumn|fall|winter)\b", re.IGNORECASE)
_PART = (
    r"(?:\s(?:the|its|their|fiscal(?:\syear)?|FY|year|early|late|mid|around|about|sometime\sin|"
    r"(?:the\s)?(?:end|start|beginning|middle|close|turn|(?:first|second|third|fourth|last)\s(?:half|quarter)|summer|"
    r"spring|autumn|fall|winter)\sof|end|year-end))?[\s-]$"
)
_UP_TO = lazy_regex(
    rf"\b(?P<at>by|through|until|till|before|no\slater\sthan|not\slater\sthan|towards?|up\sto){_PART}",
    re.IGNORECASE,
)
_WITHIN = lazy_regex(
    rf"\b(?P<at>in|on|from|during|for|as\s(?:early|soon)\sas(?:\sin)?|starting(?:\s(?:in|from))?|"
    rf"beginning(?:\s(?:in|from))?|effective|as\sof|around|between){_PART}",
    re.IGNORECASE,
)
_SEASON = lazy_regex(r"\s$")  # "which will start this spring"
_ONWARD = lazy_regex(r"\s(?:on|onwards?|and\s(?:beyond|after))\b")
_BREAKS = lazy_regex(
    r"[;:—]\s?|,\s(?:and|but|while|whereas|though|although|yet|so|after|as|when|which|who|where)\s|"
    r"\s(?:while|whereas|because|although|after|when|since)\s|[“”\"]"
)
_CLEAVES = lazy_regex(
    r"[()]|\b(?:that|which|who|whom|whose|where|when|than|since|after|because|if|unless|as|was|were|had|did|"
    r"ago|like|unlike|versus|against|following|under|between|from(?!\s(?:\d|the\slevels?|their|its)))\b"
)
_SINCE = lazy_regex(
    r"\b(?:was|were|had|did|would|if|once|original\w*|initial\w*|previous\w*|former\w*|then)\b"
)
_ON = 12  # code points behind a time in which it is said to be but the first
_REACH = 150  # code points from the words that look ahead to their time


def commitments(evidence: Evidence, sentence: Sentence) -> Iterator[tuple[Awaited, bool]]:
    """Yield the times that a sentence of now binds or expects something by, and if that is sure.

    Parameters
    ----------
    evidence : Evidence
        The article.
    sentence : Sentence
        One of its sentences.
    """
    words = evidence.words(sentence)
    if _looks().search(words) is None:
        return
    others = quoted(words)
    for date in map(closed, within(evidence.dates, sentence.start, sentence.end)):
        at = date.start - sentence.start
        if date.granularity not in _WHEN or any(start <= at < end for start, end in others):
            continue
        bound = _UP_TO.search(words[:at])
        when = bound or _WITHIN.search(words[:at])
        when = when or _SEASON.search(words[:at]) if _THIS.match(words, at) else when
        if when is None:
            continue
        onward = _ONWARD.search(words, at, at + date.end - date.start + _ON) is not None
        span = _bound(words, when.start(), date, sure=bound is not None or onward)
        if span is None or _COUNTS.match(words, span[0]):
            continue
        if _PLEDGED.match(words, span[0]) and _of_old(evidence, sentence, date):
            continue
        found = Awaited(
            start=sentence.start + span[0],
            end=sentence.start + span[1],
            date=date,
            recurring=False,
        )
        yield found, (bound is not None or onward) and span[2]


_COUNTS = lazy_regex(r"counts?\s(?!on\b|upon\b)")  # "counts 34,352 up to June": how many
_PLEDGED = lazy_regex(
    r"(?:pledged|vowed|promised|committed|undertook|agreed|announced|unveiled|signed)\b"
)


def _of_old(evidence: Evidence, sentence: Sentence, date: DateMention) -> bool:
    """Whether a paragraph tells of a time before the end of what was pledged, as of its own."""
    block = evidence.block_of(sentence)
    return any(
        other.first is not None and date.last is not None and other.first <= date.last
        for other in within(evidence.dates, block.start, block.end)
        if other.start != date.start
    )


def _bound(words: str, at: int, date: DateMention, *, sure: bool) -> tuple[int, int, bool] | None:
    """Return where the words stand that look ahead to a time, and if that is sure."""
    opening = max((found.end() for found in _BREAKS.finditer(words, 0, at)), default=0)
    clause = words[max(opening, at - _REACH) : at]
    begin = at - len(clause)
    looks = list(_looks().finditer(clause))
    if not looks:
        return None
    modals = [look for look in looks if look["will"] or look["may"]]
    look = modals[-1] if modals else looks[-1]  # "would cap the": a modal comes first
    before, between = clause[: look.start()], clause[look.end() :]
    if before.endswith((" and ", ", ")):  # "started work in May and plans to": another verb
        before = _LAST_NOUN.sub("", before)
    if look["noun"] is not None and _VERB.search(before + between) is None:
        return None
    if look["verb"] is not None and not _SUBJECT.search(before):
        return None
    bare = _FORMS.sub(" ", between)
    if (
        _DONE.search(between)
        or _CLEAVES.search(bare)
        or PAST.search(bare)
        or (not sure and _past().search(bare))
    ):
        return None
    if PAST.search(_FORMS.sub(" ", before)) or _SINCE.search(words[:begin] + before):
        return None
    if look["pledged"] is not None:
        return (begin + look.start(), begin + look.end(), False) if sure else None
    if look["may"] is not None:
        return begin + look.start(), begin + look.end(), False
    if (
        not sure
        and look["will"] is None
        and look["next"] is None
        and date.granularity is Granularity.YEAR
    ):
        to_do = look["verb"] is not None and look[0].endswith(" to")
        return (begin + look.start(), begin + look.end(), False) if to_do else None
    return begin + look.start(), begin + look.end(), True


_LAST_NOUN = lazy_regex(r"^.*\b(?=\w+,?\s(?:and\s)?$)", re.DOTALL)
_SUBJECT = lazy_regex(r"(?:\w|\)|’|')\s(?:\w+ly\s|also\s|still\s|now\s|again\s|jointly\s)?$")
_DONE = lazy_regex(  # "pay for the damage done in"
    r"(?<!be\s)\b(?:done|given|seen|written|drawn|shown|grown|paid|caught|spent|taken|held|won|lost|made)\s(?:[\w,]+\s){0,4}$"
)
_VERB = lazy_regex(r"\b(?:is|are|remains?|has|have|stands?|calls?|stays?|keeps?|[a-z]{3,}s)\b")
_FORMS = lazy_regex(  # participles that tell of nothing done: "to be formed", "a planned cut"
    r"\b(?:be|is|are|been|being)\s(?:\w+ly\s)?\w+(?:ed|en|t|n)\b|\b(?:planned|expected|proposed|needed|"
    r"combined|increased|reduced|advanced|integrated|limited|united|updated|detailed|added)\b"
)


@cache
def _looks() -> re.Pattern[str]:
    """Return what looks ahead: a modal, a verb of binding or expecting, or its noun with "to"."""
    words = table("commitments")
    verbs = "|".join(sorted(words["verbs"], key=len, reverse=True))
    nouns = alternation(words["nouns"])
    return regex(
        r"\b(?:(?P<will>will|shall|must|(?:is|are)\s(?:\w+ly\s|now\s|still\s)?(?:to|set\sto|due\sto|slated\s(?:to|for)|"
        r"expected\sto|scheduled\s(?:to|for)|planned|projected\sto|forecast\sto|bound\sto|going\sto|on\scourse\sto|"
        r"on\strack\sto|committed\sto|obliged\sto|required\sto|likely\sto)(?=\s[a-z])|"
        r"(?:is|are)\s(?:\w+\s)?(?:sought|targeted|foreseen|envisaged|awaited|hoped\sfor|wanted|promised|pledged|intended|scheduled|"
        r"expected|slated|pencilled\sin|due)(?=\s))"
        r"|(?P<next>(?:next|upcoming|coming)\s(?:[\w-]+\s){1,2}to(?=\s[a-z]))"
        r"|(?P<may>(?:would|should|may|might|can|could|ought\sto)(?=\s[a-z]))"
        r"|(?P<pledged>(?:pledged|vowed|promised|committed(?:\s(?:itself|themselves))?|undertook|agreed|announced\splans|"
        r"unveiled\splans|signed\sup)\sto)(?=\s[a-z])"
        rf"|(?P<verb>(?:{verbs})(?:s|es)?)(?!\sthe\s(?:stage|scene|tone|pace)\b)\s(?:(?:itself|themselves|himself|herself|us|on|out|for|in|ahead)\s)?"
        rf"(?:(?:to|for|on|with|at|that|an?|the)(?=\s)|(?=[$₩€]?\d))"
        rf"|(?P<noun>{nouns}s?\s(?:is\s|are\s|remains\s)?(?:to|of|for|that))(?=\s))"
    )


@cache
def _past() -> re.Pattern[str]:
    return regex(rf"\b{alternation(table('commitments')['past'])}\s(?:in|of|on|from|for)?\s?$")
