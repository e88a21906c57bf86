"""What is still to come at a date that stands right behind the words: "scheduled for May 28"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bongsu.audit.reading.expectations import Awaited, as_a_noun, is_of_a_deed
from bongsu.audit.reading.wording import alternation, matcher, quoted, table
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_FAR = 160  # where they stand with asides between
_REACH = 110  # code points before a date in which the words that look ahead to it stand
_WHEN = frozenset(
    {Granularity.DAY, Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR, Granularity.RANGE}
)
_AT = (
    r"(?:in|by|on|before|at|during|until|for)"
    r"(?:\s(?:the|early|late|mid|the\s(?:end|start|beginning|middle)\sof|end))?[\s\-]"
)
_GAP = r"(?:\s(?!(?:was|were|had|did|that|which|who|than|if|when|since|and|or)\b)[\w’'\-]+){0,7}?"
_BEFORE_PARTICIPLE = lazy_regex(
    r"\b(?:was|were|been|had|being|not|as|by|are|is|than)\s(?:\w+ly\s)?$|^\W*$|"
    r"\b(?:originally|initially|previously|formerly|first|once)\s$"
)
_COUNTERFACTUAL = lazy_regex(r"\s(?:not\s)?(?:have|be\scompared|compare|exceed|match|surpass)\b")
_UNTIL = lazy_regex(r"\buntil\s(?:the\s)?$")
_OTHER_DEED = lazy_regex(
    r"\b(?:(?!need|exceed|proceed|succeed|feed|speed|implement)[a-z]{3,}ed|made|held|set|laid|begun|"
    r"taken|built|those|ones?|based|since|after|from|level|record|peak)\s(?:[\w’'\-]+\s){0,4}$"
)

_MAIN_VERB = lazy_regex(r"^\s(?:\w+ly\s)?(?:be\s)?\w+")
_DEED = lazy_regex(
    "".join(
        rf"(?<!\b{word}\s)" for word in ("has", "have", "is", "are", "be", "the", "an", "a", "its")
    )
    + r"\b(?!need|exceed|proceed|succeed|feed|speed|related\sto|associated|entitled|united)"
    r"[a-z]{3,}ed\b"
)


@cache
def _scheduled() -> re.Pattern[str]:
    """Return "scheduled for", "due to meet in Busan on", "to be launched in": a participle."""
    words = table("expectations")
    return regex(
        rf"\b(?P<look>{alternation(words['slated'])}|(?<=,\s)expected|to\sbe\s[a-z]+(?:ed|n|t|ld))"
        rf"{_GAP}\s(?:{_AT})$"
    )


@cache
def _at_its_time() -> re.Pattern[str]:
    """Return "takes effect on", "the deadline for it is", "has until": the present of a plan."""
    words = table("expectations")
    return regex(
        rf"\b(?:(?P<look>{alternation(words['futurate'])}){_GAP}\s(?:{_AT})"
        rf"|(?P<noun>{alternation(words['occasions'])}){_GAP}\s"
        rf"(?P<is>is|are|falls|comes)\s(?:(?:set|due|up|now)\s)?(?:{_AT})?"
        rf"|(?P<has>has|have)\suntil\s(?:the\s)?"
        rf"|(?P<toward>{alternation(words['toward'])})\s(?:[\w’'\-]+\s){{0,7}}?(?:{_AT})?)$"
    )


@cache
def _meant() -> re.Pattern[str]:
    """Return "should be finished by", "have agreed to meet on", "is seen picking up in"."""
    words = table("expectations")
    return regex(
        rf"\b(?P<look>{alternation(words['meant'])}|(?P<modal>should|could|may|might|must|shall))"
        rf"(?P<deed>{_GAP})\s(?:as\s(?:early|soon)\sas\s(?:in\s)?|{_AT})$"
    )


_DAY_OF = (
    r"(?:in|by|on|before|at|during|until|till|for|(?:meeting|session|hearing|review|round|vote)\sof|no\slater\sthan|not\slater\sthan|as\searly\sas|around|towards?)"
    r"(?:\s(?:the|early|late|mid|(?:the\s)?(?:end|start|beginning|middle|close|first\shalf|second\shalf)\sof|end))?[\s\-]"
)
_WAITS = lazy_regex(  # words that only what is still to come is told with
    r"\b(?P<look>(?:(?:is|are|has\sbeen|have\sbeen|stands?|remains?)\s(?:\w+ly\s)?(?:set\sdown|pencill?ed\sin|slated|"
    r"earmarked|billed|timetabled|fixed|foreseen|anticipated|envisaged|envisioned|targeted|awaited|expected|due|scheduled|"
    r"planned|programmed|booked|pledged|priced\sin|down|tipped|called)|"
    r"(?:plans?|intends?|hopes?|expects?|aims?|wants?|means|promises?|undertakes?|proposes?|reckons?|looks?|needs?|has|have|"
    r"is|are|ought)\sto\s(?!be\s(?:seen|sure|found)|do\swith)\w+|must\s\w+|(?:has|have)\suntil|has\still|"
    r"is\s(?:fully\s|widely\s|already\s)?(?:priced\sin|expected|tipped|forecast|foreseen|likely)|"
    r"(?:await|foresee|anticipate|envisage|envision|pencil|predict|forecast|expect|project)s?|"
    r"(?:is|are)\s(?:on\s(?:course|track|schedule)|in\sline|poised|bound|set|about(?=\sto\s))|to\s(?:follow|come)|will\s\w+|"
    r"go(?:es)?\sto\s(?:the\spolls|trial|a\svote)|comes?\sup|falls?\sdue|expires?|runs?\sout|lapses?|closes?|starts?|"
    r"begins?|opens?|resumes?|ends?|convenes?|votes?|rules?|decides?|meets?|publishes|releases|reports(?!\s(?:on|about|of|that|from|for)\b)))"
    rf"(?:\s(?!(?:was|were|had|did|that|which|who|than|if|when|since|and|or|as|because|after)\b)[\w’'\-]+){{0,16}}?\s{_DAY_OF}$"
)
_MUST_HAVE = lazy_regex(r"must\shave$")  # "must have been members on": of the past
_OWNED = lazy_regex(
    r"\b(?:an?|the|its|their|his|her|our|of|lay|lie|lies|left|stood|stayed|kept|held|\d+)\s+$|['\u2019]s?\s+$"
)
_WAS = lazy_regex(
    r"\s(?:was|were|had|took|did|came|brought|led|gave|made|left|[a-z]{3,}ed)\b"
)  # "the time of projects in 1976 was"
_NOUNS = frozenset({"vote", "end", "start", "rule", "close", "forecast", "project"})
_MANY = frozenset(
    {"rules", "votes", "reports", "releases", "ends", "starts", "projects", "forecasts"}
)
_OWN = lazy_regex(  # "its solar projects", "82 megawatts of solar projects"
    r"\b(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]hese|[Tt]hose)\s[\w-]+\s$|\bof\s[a-z-]+\s$"
)
_A_NOUN = lazy_regex(  # "the plenary vote", "the Clean Air rule", but not "the members vote"
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]his|[Tt]hat)\s"
    r"(?:[\w-]*[^s\W]|(?:[A-Z][\w-]+\s){1,4}[A-Z][\w-]*[^s\W])\s$"
)
_COLD = lazy_regex(
    r"\b(?:was|were|had|did|would|could|if|when|since|usually|each|every|annually|regularly|always|says?\sthat\sin|"
    r"generally|normally|history|historical\w*|remember\w*|record\w*|compared|(?:more|less|fewer|other|rather)\sthan|not|according|based\son|"
    r"see|refer\w*|pursuant|under\sthe|dated|anniversary)\b"
)


def outstanding(evidence: Evidence, sentence: Sentence) -> Iterator[Awaited]:
    """Yield dates of what a sentence tells as still to come in the words right before them."""
    dates = [
        date
        for date in within(evidence.dates, sentence.start, sentence.end)
        if date.granularity in _WHEN
    ]
    if not dates:
        return
    words = evidence.words(sentence)
    others = quoted(words)
    for date in dates:
        at = date.start - sentence.start
        if any(start <= at < end for start, end in others):
            continue
        if is_of_a_deed(words[:at], date):
            continue
        found = _looking(words, at, date)
        plain = _without_asides(words[:at])
        if found is None and plain != words[:at]:
            found = _looking(f"{plain}{words[at:]}", at, date, reach=_FAR)
        if found is None and _THIS_YEAR.search(evidence.words(date)):
            found = _to_be_done(words, at)
        if found is not None:
            start, end = found
            if as_a_noun(words, start):
                continue
            yield Awaited(
                start=sentence.start + start,
                end=sentence.start + end,
                date=date,
                recurring=False,
            )


_THIS_YEAR = lazy_regex(r"^this\s|\bthis\syear$", re.IGNORECASE)
_TO_BE_DONE = lazy_regex(  # "set to take effect in": whatever the rest of the sentence tells
    r"(?<!was\s)(?<!were\s)(?<!been\s)(?<!originally\s)(?<!initially\s)(?<!first\s)\b"
    r"(?P<look>(?:set|due|slated|scheduled|expected|planned|poised|bound|supposed)\sto|(?:plans?|aims?|hopes?|intends?|(?<!it\s)is|are)\sto|"
    r"(?:set|due|slated|scheduled|planned)\sfor)\s(?!have\b)(?:[\w’'-]+\s){1,7}?(?:in|by|on|from|during)?\s?"
    r"(?:the\s)?(?:early\s|late\s|mid-|end\sof\s)?$"
)
_CUTS_OFF = lazy_regex(
    r"[,;:]|\b(?:that|which|who|was|were|had|did|until|since|because|when|after|as)\b"
)


def _to_be_done(words: str, at: int) -> tuple[int, int] | None:
    """Return where a participle looks ahead to a month that is told as one of this year."""
    found = _TO_BE_DONE.search(words[:at], max(0, at - _REACH))
    if found is None or _CUTS_OFF.search(words, found.end("look"), at):
        return None
    return found.span("look")


_DONE_THEN = lazy_regex(  # "will pay for the damage done in"
    r"(?:\s[\w’'\-]+){1,12}?\s(?:done|given|seen|written|drawn|shown|sown|grown|paid|caught|spent)\s"
)
_BRACKET = lazy_regex(r"(?<=\s)\([^()]{1,60}\)")
_PLACE = lazy_regex(r"(?<=[a-z]),(?=\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?,?\s(?:in|on|by|at)\s)")
_ASIDE = lazy_regex(r"(?<=\w),\s[^,;:()—]{3,70},(?=\s(?:in|on|by|at|before|during|to)\s)")


def _without_asides(words: str) -> str:
    """Return words, no more and no fewer code points, in which each aside is part of one word.

    Examples
    --------
    >>> _without_asides("will publish the report, with a map, in ")
    'will publish the reportxxxxxxxxxxxxx in '
    """
    for aside in (_BRACKET, _PLACE, _ASIDE):
        words = aside.sub(lambda found: "x" * len(found[0]), words)
    return words


def _looking(
    words: str, at: int, date: DateMention, *, reach: int = _REACH
) -> tuple[int, int] | None:
    """Return where the words that look ahead to a date stand."""
    opening = max(0, at - reach)
    clause = regex(r"[;:—()]\s?").split(words[opening:at])[-1]
    clause = regex(r"(?<=\s)(?:next|this|later\sthis)\s\w+,\s(?=in\s$)").sub("", clause)
    begin = at - len(clause)
    found = _scheduled().search(clause)
    if found is not None:
        around = f"{words[:begin]}{clause[: found.start()]}"
        rest = f"{around} {words[date.end - date.start + at :]}"
        if _APPOSED.match(words, at + date.end - date.start) and around.endswith((", ", "(")):
            rest = _DESCRIBED.sub("", rest)
        if _BEFORE_PARTICIPLE.search(around) is None and not _past(rest):
            return begin + found.start("look"), begin + found.end("look")
    found = _at_its_time().search(clause)
    if found is not None and not _past(words):
        return begin + found.start(), begin + found.end()
    found = _WAITS.search(clause)
    if found is not None and not _WAS.match(words, at + date.end - date.start):
        around = f"{clause[: found.start('look')]} {clause[found.end('look') :]}"
        if (
            not _past(around)
            and not _COLD.search(around)
            and not _DONE_THEN.match(clause, found.end("look"))
            and not _OWNED.search(clause[: found.start("look")])
            and not (found["look"] in _NOUNS and _A_NOUN.search(clause[: found.start("look")]))
            and not (found["look"] in _MANY and _OWN.search(clause[: found.start("look")]))
            and not _MUST_HAVE.match(found["look"])
        ):
            return begin + found.start("look"), begin + found.end("look")
    found = _meant().search(clause)
    if found is None or _past(words[:begin] + clause[: found.start()]):
        return None
    if found["modal"] == "could" and _UNTIL.search(clause):
        return None  # what one was allowed to do
    behind = _MAIN_VERB.sub("", found["deed"])
    if _OTHER_DEED.search(f"{behind} ") or _COUNTERFACTUAL.match(found["deed"]):
        return None
    return begin + found.start("look"), begin + found.end("look")


_APPOSED = lazy_regex(r"[,.;)—]")  # closes "the strategy, due to be issued in late January,"
_DESCRIBED = lazy_regex(  # what tells of papers, and not of a day on which one looked ahead
    r",\s(?:first\s)?[a-z]+(?:ed|wn|en)\s(?:in|on)\s[^,;]{3,30}(?=,)|"
    r"\b(?:was|were)\s(?:laid\sout|set\sout|outlined|described|spelled\sout|detailed)\sin\b"
)


def _past(words: str) -> bool:
    """Whether words tell of what was: then a plan in them may be a plan of that time."""
    return (
        matcher("expectations", "told").search(words) is not None or _DEED.search(words) is not None
    )
