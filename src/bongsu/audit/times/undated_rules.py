"""Rules that a text tells as made and in force, and of which it nowhere says since when.

"The ministry amended its screening notice, and a foreign buyer must now file beforehand": what
holds now was made on some day, and the reader is not told on which. Told is a rule (a ban, a
ceiling, an order) by whom a rule can come from, or in the passive. It is let stand if the paragraph
has any time of the past, if a dated sentence of the text speaks of the same rule, or if it has a
name, by which it can be looked up.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from bongsu.audit.reading.wording import alternation, content_words, in_quotes, prose, table
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_NOW = lazy_regex(
    r"\b(?:now|must|may|can|cannot|has\sto|have\sto|no\slonger|under\swhich|so\sfar|since|is|are|applies|apply|"
    r"need|needs|pays?|costs?|covers?|asks?|wants?|faces?|has|have|followed)\b"
)
_TOLD_WHEN = lazy_regex(
    r"\b(?:(?:last|this|past|previous|same|next|that)\s(?:week|month|year|day|spring|summer|autumn|fall|winter|quarter|night|"
    r"time|decade)|yesterday|today|tonight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:days?|weeks?|months?|years?|hours?)\s"
    r"(?:later|ago|earlier|before|after)|earlier|when|every|each|usually|often|always|would|will|could|should|if|not|never|"
    r"first|then|once|after|before|during|until|while|in\sresponse|plans?|propos\w+|draft|decades?|ancient|long|already|"
    r"(?<!for\s)(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_NAMED = lazy_regex(
    r"\b[A-Z][a-z]+\s(?:Act|Law|Order|Decree|Plan|Program|Initiative|Agreement|Treaty|Code|List)\b"
)
_EXACT = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.SEASON, Granularity.QUARTER})
_EARLY = 4  # sentences of a text in which its news stands
_FEW = 3  # other days by which a text shows that it is a history, which dates what it tells


@cache
def _acts() -> tuple[re.Pattern[str], ...]:
    """Return what finds a maker with its deed and rule, and a rule with what was done to it."""
    lists = table("staleness")
    maker, deed, rule = (alternation(lists[name]) for name in ("makers", "rule_deeds", "rules"))
    active = (
        rf"\b(?i:{maker})(?:\s(?:of|for|on|in)\s(?:[\w’'-]++\s?){{1,4}}?)?\s(?:(?:has|have|had)\s)?"
        rf"(?:also\s|now\s|just\s|\w+ly\s)?(?P<deed>{deed}|(?:decided|voted|chose)\sto\s\w+)\s(?:[\w’'-]+\s){{0,5}}?"
        rf"(?P<rule>(?i:{rule}))\b"
    )
    passive = (
        rf"\b(?i:(?:new|an?|the|stricter|tighter|looser|its)\s)(?:[\w-]+\s){{0,3}}?(?P<rule>{rule})(?:\s(?:on|for|of|against|to|in)\s"
        rf"(?:[\w’'-]++\s?){{1,4}}?)?\s(?:(?:was|were|has\sbeen|have\sbeen)\s)?(?P<deed>{deed})\b(?=\sby\b|[,.;]|\sand\b|\sso\b|\sfor\b|$)"
    )
    begun = (
        rf"\b(?i:the|an?|new|this)\s(?:[\w-]+\s){{0,4}}?(?P<rule>{rule}|agreement|treaty|pact|accord|deal|memorandum)"
        r"(?:\s(?:on|for|of|against|to|in|with)\s(?:[\w’'-]++\s?){1,4}?)?\s(?:(?:has|have|had)\s)?"
        r"(?P<deed>(?:took|taken|went|gone|came|come|entered)\s(?:in)?(?:to)?\s?(?:effect|force)|expired|lapsed|"
        r"(?:was|were|been)\s(?:signed|ratified|repealed|enacted|concluded))\b"
    )
    return regex(active), regex(passive), regex(begun)


def undated_rules(evidence: Evidence, day: dt.date | None) -> Iterator[tuple[int, int]]:
    """Yield where a text tells of a rule that holds now, and gives no time of its making."""
    if day is None:
        return
    past = [d for d in evidence.dates if d.role == "text" and d.first and d.first <= day]
    sentences = prose(evidence)
    for place, (sentence, words) in enumerate(sentences):
        flat = words.replace("\n", " ")
        act = next((found for form in _acts() if (found := form.search(flat))), None)
        if act is None or _TOLD_WHEN.search(flat[: act.end()]) or _NAMED.search(act[0]):
            continue
        block = evidence.block_of(sentence)
        item = place >= _EARLY and len(past) > _FEW
        near = [one for one in past if block.start <= one.start < block.end]
        if item or any(
            one.granularity in _EXACT or sentence.start <= one.start < sentence.end for one in near
        ):
            continue
        if _TOLD_WHEN.search(flat) or in_quotes(evidence, sentence, sentence.start):
            continue
        behind = [
            said for one, said in sentences[place + 1 : place + 2] if one.block == sentence.block
        ]
        if not _NOW.search(" ".join([flat[act.end() :], *behind])):
            continue
        if not _dated_elsewhere(evidence, past, sentence, act):
            yield sentence.start + act.start(), sentence.start + act.end()


def _dated_elsewhere(
    evidence: Evidence, past: list[DateMention], sentence: Sentence, act: re.Match[str]
) -> bool:
    """Whether a sentence with a time of the past, or the title, speaks of the same rule."""
    told = content_words(act[0])
    rule = content_words(act["rule"])
    for other in evidence.sentences:
        if other.start == sentence.start or not within(past, other.start, other.end):
            continue
        said = content_words(evidence.words(other))
        if rule & said or len(told & said) > 1:
            return True
    return False
