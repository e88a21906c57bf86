"""What a sentence awaits: the words that look ahead, and the date by which it should have come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import alternation, matcher, quoted, table
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_LONGEST_REACH = 110  # code points from the words that look ahead to the date


class Awaited(NamedTuple):
    """Something that a sentence expects, and when."""

    start: int  # of the words that look ahead
    end: int
    date: DateMention
    recurring: bool  # "its December meeting": one of several in a year


@lru_cache(maxsize=1 << 12)  # several rules ask of the same sentence
def ahead(words: str) -> tuple[re.Match[str], ...]:
    """Return where a sentence looks ahead in the present tense, outside quotations."""
    looks = list(_ahead().finditer(words))
    others = quoted(words) if looks else ()
    return tuple(
        look
        for look in looks
        if not any(start <= look.start() < end for start, end in others)
        and not as_a_noun(words, look.start())
        and not look[0].endswith(" about")  # "is about the threat"
        # "It announced a report to be released in August" looks ahead from its own day.
        and not (
            look[0].startswith("to be") and told_before(_INFINITIVE.sub("", words[: look.start()]))
        )
    )


_CAUSE = lazy_regex(  # "due to the strike", "due to weak demand", but "due to rise"
    r"(?:\sto)?\s(?:(?:the|an?|its|their|his|her|this|that|these|those|our|my|both|weak\w*|strong\w*|high\w*|"
    r"low\w*|poor|growth|demand|concerns?|lack|fears?)\b|[A-Z]|(?!be)\w+(?:ing|tion|ness|ment)\b)"
)


def tells_why(words: str, end: int) -> bool:
    """Whether "due" or "due to", which ends at a place, says why and not when."""
    return words.endswith(("due", "due to"), 0, end) and _CAUSE.match(words, end) is not None


AS_A_NOUN = lazy_regex(  # "as part of the plan to", "outlining plans to", "with hopes to"
    r"\b(?:(?:of|under)\s(?:the|an?|its|their|his|her)|with|about|over|against|on|for|amid|"
    r"(?:outlin|unveil|announc|scrap|drop|abandon|reveal|discuss|detail|present|support|oppos|"
    r"back|cancel|shelv|halt|delay|review|reject|share|confirm|explain|protest)(?:e?s|ed|ing|ped|ping|e)?)\s$",
    re.IGNORECASE,
)
_NOUNS = ("plan", "hope", "aim")


def as_a_noun(words: str, start: int) -> bool:
    """Whether what looks ahead at a place is a noun of what is told: "scrapped plans to"."""
    return words.startswith(_NOUNS, start) and AS_A_NOUN.search(words, 0, start) is not None


def awaited(evidence: Evidence, sentence: Sentence) -> Iterator[Awaited]:
    """Yield what a sentence awaits with the dates that say when."""
    words = evidence.words(sentence)
    looks = ahead(words)
    if not looks:
        return
    dates = [
        date
        for date in within(evidence.dates, sentence.start, sentence.end)
        if date.granularity in _WHEN
    ]
    for date in dates:
        at = date.start - sentence.start
        near = [
            look
            for look in looks
            if abs(look.end() - at) < 2 * _LONGEST_REACH and not _old_plan(words, look)
        ]
        for look in near:
            if look.end() > at:
                past = words[date.end - sentence.start : look.start()]
                if at < _LONGEST_REACH and _opens(words[:at]) and not told_before(past):
                    yield _found(sentence, look, date, recurring=False)
                    break
                continue
            between = _APART.sub("", _PASSIVE.sub("", words[look.end() : at]))
            preposition = _PREPOSITION.search(between)
            reach = _LONGEST_REACH * (2 if _ON_A_DAY.search(between) else 1)
            if preposition is None or len(between) > reach:
                continue
            if is_of_a_deed(between, date) or _date_between(evidence, sentence, look, date):
                continue
            if _YEARLY.search(between):
                continue  # "is set anew each year for January 1": of the next one
            if _blocked(between[: preposition.start()], preposition):
                continue
            behind = words[date.end - sentence.start :][:_LONGEST_REACH]
            recurring = bool(preposition["own"]) and matcher("expectations", "recurring").match(
                behind.lstrip()
            )
            yield _found(sentence, look, date, recurring=bool(recurring))
            break


def is_of_a_deed(before: str, date: DateMention) -> bool:
    """Whether a date belongs to a thing of the past, or is an hour: "over the crash in", "at 1830".

    Parameters
    ----------
    before : str
        The words before the date, its preposition included.
    date : DateMention
        The date.
    """
    if date.granularity is Granularity.YEAR and before.endswith(" at "):
        return True
    return _OF_A_DEED.search(before) is not None


def _date_between(
    evidence: Evidence, sentence: Sentence, look: re.Match[str], date: DateMention
) -> bool:
    """Whether an exact day stands between the words that look ahead and a date."""
    return any(
        other.end <= date.start and other.granularity is Granularity.DAY
        for other in within(evidence.dates, sentence.start + look.end(), date.start)
    )


_WHEN = frozenset(
    {
        Granularity.DAY,
        Granularity.MONTH,
        Granularity.QUARTER,
        Granularity.YEAR,
        Granularity.RANGE,
        Granularity.DECADE,
    }
)
_PREPOSITION = regex(
    r"(?:^|\s)(?:in|by|on|after|before|at|during|until|for)\s(?P<own>its|the|their|his|her)?\s?"
    r"(?:early|late|mid|(?:the\s)?(?:end|start|beginning|middle)\sof|end)?[\s\-]?$"
)
# a day behind "on" is when the verb takes place, however long the names between them are
_ON_A_DAY = regex(r"^[^,;:]+\son\s$")
_YEARLY = regex(r"\b(?:(?:each|every)\s(?:year|time)|annually|yearly)\b")
_APART = regex(  # what may stand between an act and its date: where it is, initials, when in words
    r"\s\([A-Z][A-Za-z.&-]{1,9}\)|"
    r"\sat\s(?:its|the|their|an?)\s(?:(?:next|regular|policy|board|rate-setting|monthly)\s){0,2}"
    r"(?:meeting|session)(?=\son\s(?:\w+,\s)?$)|\s(?:later\s)?(?:next|this)\s\w+,(?=\s(?:in|on)\s$)"
)
_OF_A_DEED = guarded_regex(  # what the date belongs to, and not what is awaited
    r"\b(?:over|about|into|following|since|regarding|concerning|against)\s(?:the|an?|his|its|their)\s"
    r"[^,]{3,50}\sin\s$|"
    r"\b(?:follows?|succeeds?|marks?|(?:comes?|be)\s(?:\w+\s){0,4}?(?:after|since))\s(?:the|his|her|its|their)\s"
    r"(?:first|second|third|last|earlier|previous)\s[^,;]{3,60}\s(?:in|on)\s$|\b(?:last|first)\s(?:seen|recorded|reached|set|met|held)\s(?:in|on)\s$"
)
_PASSIVE = regex(r"^\s(?:\w+ly\s)?(?:not\s)?(?:be|have\sbeen|have)\s(?:\w+ly\s)?\w+")
_INFINITIVE = regex(r"\bto\s\w+")
_OWNED = regex(r"\b(?:an?|the|its|their|his|her|new|[a-z]{3,}ed|including|of)\s$")
_DEED = guarded_regex(
    r"(?<!\bthe\s)(?<!\ban\s)(?<!\ba\s)(?<!\bits\s)(?<!\bthis\s)(?<!\btheir\s)\b(?!need|exceed|proceed)[a-z]{3,}ed\b"
)
_OPENING = regex(r"\W*(?:[Ii]n|[Bb]y|[Oo]n)\s(?:the\s)?(?:early|late|end\sof|mid)?[\s\-]?$")


@cache
def _ahead() -> re.Pattern[str]:
    words = table("expectations")
    passive, active = alternation(words["passive"]), alternation(words["active"])
    return regex(
        rf"\b(?:(?:is|are|remains?)\s(?:\w+\s){{0,2}}?{passive}(?:\sto)?|{active}|will)\b"
        r"|(?<=\s)(?:is|are)\sto(?=\s[a-z]+\b)"
        r"|(?<=[a-z]\s)(?<!\b(?:is|as)\s)(?<!\bare\s)to\sbe\s(?:released|published|held|announced|"
        r"unveiled|issued|signed|completed|implemented|launched|introduced|opened|submitted|convened)\b"
    )


def _opens(before: str) -> bool:
    return _OPENING.fullmatch(before) is not None


def _old_plan(words: str, look: re.Match[str]) -> bool:
    """Whether plans are a thing that was told of: "they announced their plans to build"."""
    before = words[: look.start()]
    return look[0].startswith("plan") and _OWNED.search(before) is not None and told_before(before)


def told_before(between: str) -> bool:
    """Whether a date that opens a sentence tells when something was, not when it is to come.

    Examples
    --------
    >>> told_before(", the two firms announced a venture that "), told_before(", the venture ")
    (True, False)
    >>> told_before(", the planned venture ")
    False
    """
    return (
        regex(r"[.;:()—]\s|\b(?:which|that|who|whose|where|including)\b").search(between)
        is not None
        or _DEED.search(between) is not None
        or matcher("expectations", "told").search(between) is not None
    )


def _blocked(between: str, preposition: re.Match[str]) -> bool:
    """Whether a date belongs to something else than what is awaited."""
    if regex(r"[;:—,()]").search(between) or matcher("expectations", "elsewhere").search(between):
        return True
    if regex(r"\b\w{3,}ed\b").search(between):
        return True
    noun = regex(r"(\S+\s)?(\S+\s)?(\S+)$").search(between)
    if noun is None or matcher("expectations", "events").fullmatch(noun[3]) is None:
        return False
    return regex(r"\b(?:an?|next)\s").search(between[-40:]) is None or bool(preposition["own"])


def _found(
    sentence: Sentence, look: re.Match[str], date: DateMention, *, recurring: bool
) -> Awaited:
    return Awaited(
        start=sentence.start + look.start(),
        end=sentence.start + look.end(),
        date=date,
        recurring=recurring,
    )
