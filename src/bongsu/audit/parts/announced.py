"""Lists that a sentence counts without a colon: "the five pillars are", "two cities, Busan and"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.parts.listed import ANNOUNCED, lengths, lengths_of
from bongsu.audit.reading.tallies import UNITS, count_in_words
from bongsu.audit.reading.wording import table
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Evidence, Quantity, Sentence, within
from bongsu.patterns import lazy_regex, regex

Listed = tuple[frozenset[int], int, int]  # the lengths that a list may have, and where it stands

_DEFINITE = guarded_regex(
    r"\b(?:the|these|its|their|our|his|her|all)\s(?:other\s|remaining\s)?"
    rf"(?P<n>{'|'.join(UNITS[2:])})(?= [a-z])",
    re.IGNORECASE,
)


def definite_counts(evidence: Evidence, sentence: Sentence) -> Iterator[Quantity]:
    """Yield numbers as in "the five pillars", which are left aside as figures."""
    for found in _DEFINITE.finditer(evidence.text, sentence.start, sentence.end):
        start, end = found.span("n")
        if not within(evidence.quantities, start, end) and found["n"].islower():
            yield count_in_words(start, end, float(UNITS.index(found["n"])))


_ARE = regex(
    r"(?P<noun>(?: [a-z][\w-]*){0,6}) (?:are|were|remain|include only)(?: as follows)?:? (?=\S)"
)
_THE = regex(r"\b(?:the|these|its|their|our|his|her|all)\s(?:other\s|remaining\s)?$", re.IGNORECASE)
_NAME = r"(?:(?:the )?[A-Z][\w.\u2019'&-]*(?: (?:of |the |de |& )*[A-Z][\w.\u2019'&-]*){0,4})"
NAMES = rf"{_NAME}(?:, {_NAME})*,? (?:and|&) {_NAME}"
_APPOSED = regex(
    r"(?P<noun>(?: of (?:the|its|their|his|her|our))?(?: [a-z][\w-]*){1,4}"
    r"(?P<where> in (?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*){0,2})?)"
    rf"(?P<mark>, (?:those (?:of|in|from) )?| [\u2014\u2013-] |\u2014)(?P<body>{NAMES})"
    r"(?=[,;.]| ?[\u2014\u2013]| - |$)"
)
_BEFORE = regex(
    rf"(?:^|[;:] )(?P<body>{NAMES})"
    r"(?P<link>,? (?:are|were|form|make up|made up) (?:the|its|our|their)|"
    r", (?:the|its|all|his|their|our)) $"
)
_PLURAL = lazy_regex(r"(?:s|men|women|people|children)$")
PARTLY = regex(
    r"^ of\b|\b(?:among|including|other|others|more|additional|another|first|last|next|"
    r"top|largest|biggest|top|times|percent|years?|months?|days?|weeks?|hours?|not|likely|"
    r"called|named|such|each)\b",
    re.IGNORECASE,
)
_NO_NUMBER = regex(  # what "are the five ..." may say and still not count the names before it
    r"^ of\b|\b(?:times|percent|years?|months?|days?|weeks?|hours?|not|likely|called|named|such|"
    r"each)\b",
    re.IGNORECASE,
)
_SHORT = 60  # signs of an item


def named_beside(evidence: Evidence, sentence: Sentence, quantity: Quantity) -> Listed | None:
    """Return the list that a sentence equates with a number of things, on either side of it."""
    return (
        _are(evidence, sentence, quantity)
        or _apposed(evidence, sentence, quantity)
        or _before(evidence, sentence, quantity)
    )


def _are(evidence: Evidence, sentence: Sentence, quantity: Quantity) -> Listed | None:
    """Return the list of "the five pillars are a, b, and c"; adjectives are no list of things."""
    if not _THE.search(evidence.text, max(sentence.start, quantity.start - 16), quantity.start):
        return None
    found = _ARE.match(evidence.text, quantity.end, sentence.end)
    if found is None or PARTLY.search(found["noun"]):
        return None
    body = evidence.text[found.end() : sentence.end].strip()
    stripped = body.rstrip(".!?")
    if ("," not in body and not _TO_AND_TO.match(body)) or any(
        len(item) > _SHORT for item in body.split(",")
    ):
        return None
    named = regex(NAMES).fullmatch(stripped) is not None
    if not named and not (
        found["noun"] and ANNOUNCED.match(evidence.text, quantity.end, found.end())
    ):
        return None
    possible = lengths(body)
    return (possible, found.end(), found.end() + len(stripped)) if possible else None


_TO_AND_TO = lazy_regex(r"to [a-z][^,;]{2,60} and to [a-z]")


def _apposed(evidence: Evidence, sentence: Sentence, quantity: Quantity) -> Listed | None:
    """Return the names of "four cities, Busan, Daegu and Ulsan,"."""
    found = _APPOSED.match(evidence.text, quantity.end, sentence.end)
    noun = found["noun"].removeprefix(" of") if found is not None else ""
    if found is not None and found["where"] and not _lists_within(found["where"], found["body"]):
        return None
    if found is None or PARTLY.search(noun) or not any(map(_PLURAL.search, noun.split())):
        return None
    if found["where"] and regex(r"[^,]+, and [^,]+").fullmatch(found["body"]):
        return None  # "three brigades in Poland, Italy, and Germany"
    possible = lengths_of(noun, found["body"])
    return (possible, found.start("body"), found.end("body")) if possible else None


def _lists_within(where: str, body: str) -> bool:
    """Whether "in China, Shenyang and Dandong" names parts of a country, not one more place."""
    countries = frozenset(table("headings")["places"])
    last = where.removeprefix(" in ").removeprefix("the ")
    return last in countries and not any(
        name in countries for name in regex(r", | and ").split(body)
    )


def _before(evidence: Evidence, sentence: Sentence, quantity: Quantity) -> Listed | None:
    """Return the names of "Busan, Daegu and Ulsan are the four cities"."""
    found = _BEFORE.search(evidence.text[sentence.start : quantity.start])
    noun = regex(r"(?: [a-z][\w-]*){1,3}").match(evidence.text[quantity.end : sentence.end])
    partly = _NO_NUMBER if found is not None and "," not in found["link"] else PARTLY
    if found is None or noun is None or partly.search(noun[0]):
        return None
    if not any(_PLURAL.search(word) for word in noun[0].split()):
        return None
    possible = lengths(found["body"])
    start = sentence.start + found.start("body")
    return (possible, start, start + len(found["body"])) if possible else None


_SHORT_SENTENCE = 14  # words
_HERE = regex(
    r"^(?:here (?:are|is)|below (?:are|is)|(?:we|this \w+|the \w+) (?:lists?|gives?|presents?|"
    r"names?|makes?|offers?|sets? out|identif\w+|propose\w*|recommend\w*|highlight\w*|asks?)|"
    r"there (?:are|were)|these (?:are|were)|"
    r"\w+ [a-z]+ (?:remain|follow|stand out|matter|were put off|are open|arise))\b",
    re.IGNORECASE,
)


def items_after(evidence: Evidence, sentence: Sentence, quantity: Quantity) -> Listed | None:
    """Return the items right below a short sentence that announces a number of them."""
    blocks = evidence.article.blocks
    block = blocks[sentence.block]
    words = evidence.text[sentence.start : sentence.end].strip()
    if evidence.text[sentence.end : block.end].strip() or len(words.split()) > _SHORT_SENTENCE:
        return None
    if words.endswith(":") or not _HERE.match(words) or PARTLY.search(words):
        return None
    items = []
    for after in blocks[sentence.block + 1 :]:
        if after.kind is not BlockKind.ITEM or not below(block, after):
            break
        items.append(after)
    top = [item for item in items if item.level == items[0].level]
    if len(top) < 2 or not _PLURAL.search(quantity.noun or "s"):
        return None
    return frozenset({len(top)}), top[0].start, top[-1].end


def below(announcing: Block, item: Block) -> bool:
    """Whether an item belongs to the block that announces it: items of an item lie deeper."""
    return announcing.kind is not BlockKind.ITEM or item.level > announcing.level


_THINGS = regex(
    r" (?:things|points|changes|reasons|matters|facts|steps|rules|lessons|aims|questions)\b"
    r"[^.:;]{0,40}\.$"
)


def clauses_after(evidence: Evidence, index: int, quantity: Quantity) -> Listed | None:
    """Return how many clauses semicolons part in the sentence after "three things change."."""
    sentences = evidence.sentences
    if index + 1 >= len(sentences) or sentences[index + 1].block != sentences[index].block:
        return None
    if not _THINGS.match(evidence.text[quantity.end : sentences[index].end]):
        return None
    then = sentences[index + 1]
    clauses = evidence.text[then.start : then.end].split(";")
    if len(clauses) < 3:
        return None
    return frozenset({len(clauses)}), then.start, then.end
