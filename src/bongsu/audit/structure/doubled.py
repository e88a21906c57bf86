"""Words that stand twice in a row, and whether they may (DU603)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bongsu.audit.findings import Finding
from bongsu.audit.reading.transcripts import transcribed
from bongsu.audit.reading.wording import (
    as_note,
    matcher,
    stop_words,
    table,
)
from bongsu.audit.rules import RULES
from bongsu.audit.structure.retold import (
    doubled_phrases,
    reported_twice,
)
from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import Evidence
from bongsu.evidence.readers.code import meets_code
from bongsu.patterns import lazy_regex, regex

DOUBLE = regex(r"(?<![\w'’\-.])([^\W\d_]++)(\s++)(\1)(?![\w'’\-]|\.\w)", re.IGNORECASE)


def phrases(evidence: Evidence, block: Block) -> Iterator[Finding]:
    """Yield two words that stand twice in a row, and what reports one statement twice."""
    for start, end, phrase in doubled_phrases(evidence, block):
        if meets_code(evidence.document, start, end):
            continue
        finding = RULES["DU603"].finding(
            evidence.document, start, end, f"“{phrase}” stands twice in a row"
        )
        yield as_note(finding) if transcribed(evidence) else finding
    for start, end, phrase in reported_twice(evidence, block):
        finding = RULES["DU603"].finding(
            evidence.document, start, end, f"“{phrase}”: the sentence reports it twice"
        )
        yield as_note(finding)


def slip(text: str, match: re.Match[str]) -> bool:
    """Whether a doubled word is no name, no idiom and no verb with its particle."""
    word, again = match[1], match[3]
    lower = word.casefold()
    if match[2].count(" ") > _SPACES:
        return False  # two columns
    function_word = lower in stop_words()
    if lower == "is" and _WHAT_IT_IS.search(text, max(0, match.start() - 60), match.start()):
        return False
    if lower in _WITH_ANOTHER and _WITH_ANOTHER[lower].match(text, match.end()):
        return False
    if lower == "that" and _NOT_ITS_NOUN.match(text, match.end()):
        return True  # "said that that the yard must pay"
    if (lower != "is" and lower in _may_double()) or (len(lower) == 1 and lower != "a"):
        return False
    if word == again and lower in table("duplicates")["openers"] and word.istitle():
        return True  # "The The", where a sentence opens
    if again[0].isupper() and (again != again.upper() or len(again) > 1):
        return False  # "Walla Walla", or two columns of names
    if not function_word and word[0].isupper() and match.start() > 0:
        return False
    if lower in table("duplicates")["particles"]:
        before = regex(r"([^\W\d_]+)\s+$").search(text[max(0, match.start() - 40) : match.start()])
        return before is None or not matcher("duplicates", "phrasal").fullmatch(before[1])
    return True


def seldom_doubled(match: re.Match[str]) -> bool:
    """Whether a word that may be doubled stands twice in small letters on one line."""
    return match[1] == match[3] in table("duplicates")["seldom_double"] and match[2] == " "


def doubled_name(evidence: Evidence, block: Block, match: re.Match[str]) -> bool:
    """Whether a word of a name is doubled in a sentence, which the text else has only once."""
    word, words = match[1], evidence.words(block)
    if word != match[3] or not word.istitle() or len(word) < _SHORTEST_DOUBLE:
        return False
    if word.casefold() in _may_double():
        return False
    alone = evidence.text.count(word) == 2 and _COMMON_NOUN.match(words, match.end())
    if alone and match[2] == " " and match.start() > 0 and _SENTENCE_END.search(words):
        return True  # "the Base Base Rate": a name goes on behind it
    if match[2].strip(" ") or len(match[2]) > _SPACES or not _SENTENCE_END.search(words):
        return False
    every = re.findall(rf"\b{word}\b(?:\s{word}\b)?", evidence.text)
    return every.count(word) > 0 and len(every) - every.count(word) == 1


_COMMON_NOUN = lazy_regex(r"\s[A-Z][a-z]{2,}\b")
_SHORTEST_DOUBLE = 4  # letters
_SENTENCE_END = lazy_regex(r"[a-z)][.!?][”\"’]?\s*$")
_SPACES = 2  # between two words of one line; more set columns apart
_WITH_ANOTHER = {  # "I spoke about this this morning", "has pushed for for many years"
    "this": lazy_regex(
        r"\s(?:morning|afternoon|evening|week|month|year|spring|summer|fall|winter)\b"
    ),
    "for": lazy_regex(r"\s(?:a\s(?:very\s)?long|many|more\sthan|over|years|decades|\w+\syears)\b"),
}
_NOT_ITS_NOUN = lazy_regex(  # what opens a clause, so that the second "that" is nobody's article
    r"\s(?:the|an?|this|these|those|its|their|his|her|our|my|your|he|she|it|they|we|there|no|some|all|each|"
    r"every|both|any|many|most|such|in|at|on|under|by|for|with|since|because|although|while|if|when|once|"
    r"(?:[A-Z]\w+|[a-z]+s)\s(?:is|are|was|were|has|have|had|will|would|must|may|might|can|could|should))\b"
)
_WHAT_IT_IS = lazy_regex(  # "what it is is a loan", "the problem is is that" in speech
    r"\b(?:what|who|where|how|why|all|whatever|whoever)\b[^.;,]*$|\bthat\s$",
    re.IGNORECASE,
)


@cache
def _may_double() -> frozenset[str]:
    return frozenset(table("duplicates")["may_double"])
