"""Verbs in the past tense that a date tells the time of, by the words before and behind the date.

Whether that day is still to come is for rules to ask.
"""

from __future__ import annotations

import re

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.tenses import PAST, SURELY_PAST
from bongsu.audit.reading.wording import (
    looks_ahead,
    matcher,
)
from bongsu.evidence.mentions import DateMention, Granularity
from bongsu.patterns import lazy_regex, regex

CLAUSE = 200  # code points that a clause is looked at
AROUND = 80  # code points around a verb that may be a participle
NEAR = 110  # code points from a deed to its date
_DONE = lazy_regex(  # deeds that are told right before their day once they are done
    r"(?<!be\s)(?<!is\s)(?<!are\s)(?<!being\s)\b(?P<verb>(?:announced|unveiled|"
    r"reported|declared|decided|said|told|issued|imposed|concluded)(?=\s(?:on|from)\s)|visited|met|"
    r"conducted|held|hosted|launched|fired|released|published|signed|adopted|convened|attended|"
    r"arrived|tested|travell?ed|spoke|submitted)"
    r"(?:\s(?!and\b|or\b|to\b|that\b|for\b|by\b|until\b|will\b|as\b)[\w.’'\-]+){0,4}?"
    r"(?:\sfor\s\d{4})?(?:\sto\s(?:(?:the|its|an?)\s)?[A-Z][\w.’'\-]+"
    r"(?:\s[A-Z][\w.’'\-]+){0,2})?\s(?:on|from)\s$"
    r"|,\s(?P<out>out|dated|published|issued|released|signed|held)\s(?:on\s)?$"
)
_OPENING = lazy_regex(  # "At their meeting in Seoul on", "A week after that, on"
    r"\W*(?:(?:[Aa]|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ome|\d+)\s(?:day|week|month|year)s?\s"
    r"(?:later|earlier|before|on|after(?:\s(?:that|this|it))?),\s)?(?:(?:[Aa]t|[Dd]uring|[Ii]n)\s[^,;:.]{3,60}\s)?(?:[Oo]n|[Ii]n|[Dd]uring|"
    r"(?<=[a-z]\s)of)\s(?:the\s)?(?:[A-Z]\w+day,?\s)?"
)
_OPEN = lazy_regex(
    r"\b(?:will|would|shall|should|could|might|must|is\sto|are\sto|was\sto|were\sto|to\sbe|scheduled|"
    r"expected|planned|plans?|due|slated|upcoming|set\s(?:to|for)|ahead\sof|if|unless|by\sthe\stime|"
    r"effective|deadline|expires?|begins?|starts?|takes?)\b"
)


def done_on(words: str, at: int) -> str | None:
    """Return the verb of a deed that is told as done right before a date."""
    done = _DONE.search(words[max(0, at - NEAR) : at])
    return (
        (done["verb"] or done["out"])
        if done is not None and _OPEN.search(words[:at]) is None
        else None
    )


_CLEFT = regex(  # "to 3.5 percent" and "to the house" cleave nothing
    r"[;:()—]|\bto\s(?!\d|[A-Z$]|the\b|an?\b|its\b)|\b(?:that|which|who|whose|for(?!\s[\d$])|until|by|since|after|before|than)\b"
)


def main_verb(words: str, date: DateMention, at: int) -> str | None:
    """Return the one verb of a plain sentence that ends in its day: "Firms showed tanks from"."""
    if regex(r"\b(?:on|from|between|during)\s$").search(words[:at]) is None:
        return None
    if date.granularity not in {Granularity.DAY, Granularity.RANGE}:
        return None
    verb = PAST.search(words[:at])
    if verb is None or looks_ahead(words[:at], "tenses"):
        return None
    behind = words[verb.end() : at].removesuffix("from ").removesuffix("on ")
    if _CLEFT.search(behind) or matcher("tenses", "present").search(behind):
        return None
    subject = regex(r"(?i)\b(?:more|fewer|less)\sthan\b").sub("", words[: verb.start()])
    plain = len(subject.split()) <= _SUBJECT and _CLEFT.search(subject) is None
    return verb[0] if plain and "," not in subject else None


_SUBJECT = 8  # words before a main verb
_BY = lazy_regex(
    r"\W*(?:(?:But|And|Yet|Still|Already)\s)?(?:By|Before|Until|In|On)\s(?:the\s)?"
    r"(?:(?:end|middle|start|beginning|time|close|turn|eve|spring|summer|autumn|fall|winter)\sof\s)?(?:early\s|late\s|mid-?)?"
)
_AS_OF = lazy_regex(r"\W*As\s(?:of|at)\s(?:the\s)?(?:end\sof\s|end-)?")
_COUNTED = lazy_regex(  # "a total of 3,590 persons have been": what nobody can have counted yet
    r"\b(?:there\s(?:were|was)|(?:has|have)\s(?:been\s)?[a-z]{2,}ed|stood|totall?ed|amounted|reached|numbered|had\s\d)\b"
)
_HAD = lazy_regex(r"\b(?P<verb>had\s(?:(?!to\b|a\b|an\b|the\b|no\b|been\s\w+ing\b)\w+))")


def had_by(words: str, at: int, end: int) -> str | None:
    """Return the verb of "By the middle of 2031 it had become": past even before that day."""
    if _AS_OF.fullmatch(words[:at]):
        counted = _COUNTED.search(words[end : end + CLAUSE])
        return counted[0] if counted and not looks_ahead(words[end:], "dates") else None
    if _BY.fullmatch(words[:at]) is None or looks_ahead(words[end:], "tenses"):
        return None
    clause = regex(r"[;:]|\b(?:that|which|who|because|since)\b").split(words[end : end + CLAUSE])[0]
    verb = _HAD.search(clause)
    return verb["verb"] if verb is not None else None


_ENTRY = lazy_regex(r"\s?(?::|[–—-](?=\s))\s?(?P<clause>[^;]{3,160})")


def entry_deed(words: str, at: int, end: int) -> str | None:
    """Return the verb of an entry that opens with its day: "July 1, 2031: The limit became law"."""
    entry = _ENTRY.match(words, end) if not words[:at].strip("*_ •-") else None
    if entry is None:
        return None
    verb = SURELY_PAST.search(entry["clause"])
    plain = verb is not None and len(entry["clause"][: verb.start()].split()) <= _SUBJECT
    beside = entry["clause"][: verb.start()] if verb is not None else ""
    if not plain or verb is None or _CLEFT.search(beside) or looks_ahead(beside, "tenses"):
        return None
    return verb[0]


_WAS = lazy_regex(r"\s(?P<verb>was|were)\s(?:the\s(?:day|date|moment)|when)\b")


def was_the_day(words: str, end: int) -> str | None:
    """Return the verb of "February 24 was the day"."""
    match = _WAS.match(words, end)
    return match["verb"] if match else None


_SAID = lazy_regex(  # of which alone what was said is told behind: "Kim noted that"
    r"\b(?:noted|promised|pledged|threatened|proposed|confirmed|hinted|vowed|argued)\s(?:that\b|[\"“])"
)
_SUBJECT_AND_VERB = 60  # code points of a plain subject with its verb
_WHAT_IS_SAID = lazy_regex(r"\b(?:that|whether|how|why|because|which|who)\b|[\"“]")
_AHEAD_OF = lazy_regex(  # "bought ahead of the hearing on": what is done looks to the day
    r"\b(?:ahead\sof|in\sadvance\sof|before|prior\sto|in\spreparation\sfor)\s[^,;]{3,60}\s(?:on|in)\s$"
)


def past_deed(words: str, at: int, end: int, *, day: bool) -> str | None:
    """Return the verb in the past tense that a date tells the time of."""
    before = words[max(0, at - CLAUSE) : at]
    opening = _OPENING.fullmatch(regex(r";\s").split(before)[-1])
    if opening is not None or (not before and words.startswith("This ")):
        clause = regex(r"[;]|,\s(?:and|but|which)\b").split(words[end : end + CLAUSE])[0]
        verb = regex(r",?\s(?:[\w.'’\-]+\s){1,8}?(?=(\w+))").match(clause)
        found = _SAID.search(clause, 0, _SUBJECT_AND_VERB) or PAST.search(clause[:80])
        found = found if verb else None
        return found[0] if found and _told(words, clause, found, day=day) else None
    attached = regex(r"\b(?:on|in|during)\s(?:the\s)?$").search(before)
    if attached is None or (not day and _THEN_DOES.match(words, end)):
        return None
    if _NAMES_WORK.match(words, end) or _MADE_SURE.search(before) or _AHEAD_OF.search(before):
        return None
    before = _TALLY.sub("", before[: attached.start()])
    parts = regex(r"([,;:()—]|\b(?:that|which|who|to|and|but|for|until|by)\b)").split(before)
    clause = parts[-1]
    verbs = list(PAST.finditer(clause))
    if not verbs and day and _CLOSED.match(words, end):
        clause, verbs = _over_a_list(parts)
    if not verbs or matcher("tenses", "present").search(clause, verbs[-1].end()):
        return None
    if parts[-2:-1] == ["until"] and looks_ahead(before, "tenses"):
        return None  # "would have continued to fall until it reached 40 percent in 2028"
    if parts[-2:-1] == ["to"] and not clause[: verbs[-1].start()].strip():
        return None  # "is set to hit 422 million in 2035"
    near = len(clause) - verbs[-1].end() < (60 if clause == parts[-1] else NEAR)
    return verbs[-1][0] if near and _told(words, clause, verbs[-1], day=day) else None


_NAMES_WORK = lazy_regex(  # "featured in the 2030 calendars", "as told in the 2050 Strategy"
    r"(?:\s[\w-]+){0,2}?\s(?:calendars?|strateg(?:y|ies)|plans?|agendas?|reports?|budgets?|editions?|outlooks?|guides?|"
    r"visions?|roadmaps?|yearbooks?|surveys?|frameworks?|programm?es?|catalog(?:ue)?s?|directory|almanacs?|"
    r"line-?ups?|models?|collections?)\b",
    re.IGNORECASE,
)
_MADE_SURE = lazy_regex(  # "will make sure the rise was implemented in": no deed of the past
    r"\b(?:ma(?:ke|kes|king|de)\ssure|ensur\w+|see\sto\sit|so)\s(?:that\s)?(?:the|it|they|its|all)\b[^;]*$"
)
_THEN_DOES = lazy_regex(
    r"\s(?:will|would|must|should|can|are|is|[a-z]{3,}s)\s(?!of\b)"
)  # "sold in 2030 runs"
_TALLY = lazy_regex(r"\s(?:by\s)?\d[\d,]*(?:\s[a-z]+)?\s(?:to|against)\s\d[\d,]*(?=\s)")
_CLOSED = lazy_regex(r"\s?(?:[.,;)]|$)")
_WITH = lazy_regex(r"\b(?:with|at|of|in)\s(?!.*\b(?:with|at|of|in)\s)")


def _over_a_list(parts: list[str]) -> tuple[str, list[re.Match[str]]]:
    """Return the clause and the verb before a list: "held talks with banks, firms and unions"."""
    clause = parts[-1]
    if looks_ahead(clause, "tenses") or matcher("tenses", "present").search(clause):
        return clause, []
    for place in range(len(parts) - 2, 0, -2):
        if parts[place] not in {",", "and"}:
            break
        clause = "".join((parts[place - 1], parts[place], clause))
        verbs = list(PAST.finditer(clause))
        if verbs:
            listed = _WITH.search(clause, verbs[-1].end())
            plain = len(verbs) == 1 and listed is not None and place < len(parts) - 2
            return clause, verbs if plain else []
    return clause, []


_AWAITED = lazy_regex(  # what was expected of a day to come is no deed of that day
    r"(?:was|were)\s(?:\w+ly\s)?(?:expected|project|forecast|predict|estimat|anticipat|envisag|assum|"
    r"foreseen|seen|planned|schedul|suppos|intend|thought|believ)\w*$"
)
_PROVIDES = guarded_regex(r"\bshall\b")
_PARTICLE = lazy_regex(
    r"\s(?:in|out|up|off|down|back|ahead|together|over|away|through)(?=\s(?:on|from|their|its|an?|the)\b|\s?$)"
)
_PASSIVE_PRESENT = lazy_regex(r"\b(?:is|are|be)\s(?:(?:then|also|only|\w+ly)\s)?$")
_OBJECT = lazy_regex(r"\s(?:an?|the|its|their|his|her|\d|[A-Z])")  # a participle has none behind it


_PROMISED = lazy_regex(r"\b(?:promised|offered|assured|guaranteed|granted)$")
_THING = lazy_regex(r"\s(?:an?|the|another|new|their|its)\s")


def _told(words: str, clause: str, verb: re.Match[str], *, day: bool) -> bool:
    """Whether a verb tells of what was: its clause must say so, and what stands around it."""
    if _PASSIVE_PRESENT.search(clause, 0, verb.start()) or _AWAITED.match(verb[0]):
        return False
    if not day and _PROMISED.search(verb[0]) and _THING.match(clause, verb.end()):
        return False  # "were promised a review in 2013"
    if not SURELY_PAST.match(verb[0]) and _PROVIDES.search(words):
        return False  # "shall begin with the sale conducted on"
    phrasal = day and _PARTICLE.match(clause, verb.end()) is not None
    if not SURELY_PAST.match(verb[0]) and not phrasal and not _OBJECT.match(clause, verb.end()):
        if not day:
            return not looks_ahead(words, "tenses")
        at = max(0, words.find(clause)) + verb.start()
        said = _WHAT_IS_SAID.search(words, at + len(verb[0]) - 1)
        until = min(at + AROUND, said.start() if said else at + AROUND)
        if looks_ahead(words[max(0, at - AROUND) : until], "tenses"):
            return False
    beside = clause[: verb.start()]
    return not (looks_ahead(beside, "tenses") or regex(r"\b(?:had|as\sif)\b").search(beside))
