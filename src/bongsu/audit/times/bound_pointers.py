"""Pointers that grammar ties to a day: by a participle, a copula, an apposition, or a noun.

"The declaration of April 26, 2023, adopted last year": what stands between the day and the pointer
leaves no other thing that the pointer can be told of. "The explosion earlier this year" calls back
the one thing that the sentence before dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bongsu.audit.times.happenings_dated_twice import is_happening
from bongsu.audit.times.pointed_windows import Window, counts_from_text, meets, near_miss
from bongsu.audit.times.units_of import Unit
from bongsu.evidence.mentions import DateMention, Evidence
from bongsu.patterns import lazy_regex, regex

_REACH = 34  # code points before a day in which the noun that it belongs to stands
_JOINED = lazy_regex(  # from the day of a thing to a pointer that can only be told of that thing
    r"(?:,|\sin\s[A-Z]\w+,)?\s(?:and\s)?(?!said\b)(?:[a-z]{3,}ed|held|struck|made|begun|born|sent|given|set\sup|taken|won|lost|shut|sunk)\s"
    r"(?:[a-z]+\s){0,2}?(?:late\s|early\s|back\s)?|"
    r",\s(?:the|an?|one\sof\s(?:the|its|his|her|their))\s(?:[\w’'-]+\s){1,6}?(?:of|in)\s|"
    r"(?:,[^,;:]{3,60},)?\s(?:is|was|were|has\sbeen|had\sbeen|remains?|ranks?\sas|stands?\sas)\s(?:[a-z]+\s){0,2}?"
    r"(?:the|an?|one\sof)\s(?:[\w’'-]+\s){1,5}?(?:of|in|for)\s|"
    r",?\s(?:is|was|were|has\sbeen|remains?)\s(?:\w+ly\s|also\s|still\s|perhaps\s)?|"
    r"\s"
)


_THEN_AT = lazy_regex(
    r"\s(?:at|in|with|by|during|through|under)\s(?:the|an?|their|its|his|her)\s(?:[\w-]+\s){1,4}?(?:of|on|in|held\son)\s"
)


def _of_noun(noun: str) -> re.Pattern[str]:
    """Return a pattern for a noun that the day behind it belongs to."""
    return regex(rf"\b{re.escape(noun)}\s(?:(?:held|in\s[A-Z]\w+)\s)?(?:of|on|in)\s$")


def bound_before(
    evidence: Evidence, unit: Unit, match: re.Match[str], window: Window
) -> DateMention | None:
    """Return the day, told right before a pointer, of the thing that the pointer is told of."""
    at, end = unit.start + match.start(), unit.start + match.end()
    behind = next((date for date in unit.dates if date.start >= end), None)
    then = (
        behind is not None
        and not match["own"]
        and _THEN_AT.fullmatch(evidence.text, end, behind.start)
    )
    if (
        then
        and behind is not None
        and not match["own"]
        and near_miss(evidence, match, window, behind)
    ):
        return behind  # "ended last year at the summit of May 21, 2021"
    before = [date for date in unit.dates if date.end <= at]
    if not before or counts_from_text(match) or not near_miss(evidence, match, window, before[-1]):
        return None
    joint = evidence.text[before[-1].end : at]
    if len(joint) < 2 and not match["part"]:
        return None
    if any(meets(evidence, window, date) for date in unit.dates):
        return None
    own = _OWN_NOUN.match(evidence.text, end) if match["own"] else None
    named = evidence.text[max(unit.start, before[-1].start - _REACH) : before[-1].start]
    if own is not None and _of_noun(own["noun"]).search(named):
        return before[-1]  # "the summit of May 21, 2021, ...; last year's summit"
    return before[-1] if _JOINED.fullmatch(joint) else None


_SUBJECT = lazy_regex(  # "The explosion earlier this year", "The summit was the high point of"
    r"\W*(?:(?:In|After|Since|At|Before|With|For|Despite)\s)?(?:[Tt]he|[Tt]hat|[Tt]his|[Ii]ts|[Tt]heir)\s(?:[\w-]+\s){0,2}?"
    r"(?P<noun>[a-z]{4,})(?:,?\s|\s(?:is|was|were|has\sbeen|remains?)\s(?:[a-z]+\s){0,2}?(?:the|an?|one\sof)\s(?:[\w’'-]+\s){1,5}?"
    r"(?:of|in|for)\s)"
)
_OWN_NOUN = lazy_regex(r"\s(?:[\w-]+\s){0,2}?(?P<noun>[a-z]{4,})\b")
_LEADS = lazy_regex(r"\W*(?:(?:In|After|Since|At|Before|With|For|Despite|Following)\s)?")
_NOT_OF_IT = frozenset(
    ("year", "month", "week", "rate", "level", "average", "election", "budget", "report")
)


def told_just_before(
    evidence: Evidence, every: Sequence[Unit], place: int, match: re.Match[str], window: Window
) -> DateMention | None:
    """Return the one day of the sentence before, of what a definite noun calls back."""
    unit = every[place]
    before = every[place - 1] if place else unit
    if unit is before or before.block != unit.block or len(before.dates) != 1:
        return None
    date = before.dates[0]
    if unit.dates or not near_miss(evidence, match, window, date):
        return None
    if match["own"]:
        named = _OWN_NOUN.match(unit.words, match.end())
        leads = _LEADS.fullmatch(unit.words, 0, match.start())
        subject = _SUBJECT.fullmatch(unit.words, 0, match.start())
        noun = named["noun"] if named and leads else subject["noun"] if subject else ""
    else:
        subject = _SUBJECT.fullmatch(unit.words, 0, match.start())
        noun = subject["noun"] if subject else ""
    happened = noun and noun not in _NOT_OF_IT and is_happening(noun)
    return date if happened else None
