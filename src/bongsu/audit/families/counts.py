"""Rules on counts: CN121 a list of another length than stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.needs import guarded_regex
from bongsu.audit.parts.announced import (
    Listed,
    below,
    clauses_after,
    definite_counts,
    items_after,
    named_beside,
)
from bongsu.audit.parts.counted_lists import counted_lists
from bongsu.audit.parts.dashes import between_dashes
from bongsu.audit.parts.enumerated import enumerations
from bongsu.audit.parts.listed import (
    is_clause,
    lengths,
    lengths_of,
    ordinals_after,
    points_to_list,
)
from bongsu.audit.parts.listed_behind import listed_behind
from bongsu.audit.parts.marked_items import marked_items
from bongsu.audit.parts.named_lists import named_lists
from bongsu.audit.parts.no_items import counts_no_items
from bongsu.audit.parts.one_more import one_more_behind
from bongsu.audit.reading.fits import counted
from bongsu.audit.reading.frames import quantities_within
from bongsu.audit.reading.tallies import UNITS, number, opening_number
from bongsu.audit.reading.wording import as_note
from bongsu.audit.rules import RULES, Context, Rule
from bongsu.audit.telling import related_words
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, Sentence
from bongsu.patterns import lazy_regex, regex

_LONGEST = 1500  # signs of a sentence; a longer one is no prose
_MOST = 40  # items of a list


@RULES.add("CN121", "list-count", Severity.WARNING)
def cn121(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A list has more or fewer items than the text says: "ten states", nine listed."""
    told: set[int] = set()
    for finding in _announced(evidence):
        if finding.start not in told:
            told.add(finding.start)
            yield finding
    for found in (*named_lists(evidence), *counted_lists(evidence)):
        if found.count.start not in told:
            told.add(found.count.start)
            listed = (frozenset({found.length}), found.start, found.end)
            for finding in _miscounted(RULES["CN121"], evidence, found.count, listed):
                yield finding if found.firm else as_note(finding)


def _announced(evidence: Evidence) -> Iterator[Finding]:
    rule = RULES["CN121"]
    for index, sentence in enumerate(evidence.sentences):
        for quantity in _counts(evidence, sentence):
            found = (
                _inline(evidence, sentence, quantity)
                or _below(evidence, index, quantity)
                or named_beside(evidence, sentence, quantity)
                or items_after(evidence, sentence, quantity)
                or clauses_after(evidence, index, quantity)
                or ordinals_after(evidence, index, quantity)
                or listed_behind(evidence, index, quantity)
            )
            if found is not None:
                yield from _miscounted(rule, evidence, quantity, found)
        for quantity in definite_counts(evidence, sentence):
            found = named_beside(evidence, sentence, quantity)
            found = found or items_after(evidence, sentence, quantity)
            found = found or _below(evidence, index, quantity)
            if found is not None:
                yield from _miscounted(rule, evidence, quantity, found)
        for quantity, found in _followed(evidence, index):
            yield from _miscounted(rule, evidence, quantity, found)
    for quantity, found in (*enumerations(evidence), *marked_items(evidence)):
        yield from _miscounted(rule, evidence, quantity, found)


_FAR_MORE = 3  # times what is listed: then the count is of something else
_ONE_IN = lazy_regex(r"\b(?:\d+|one|two|three|four|five) (?:in|out of)(?: every)? $", re.IGNORECASE)


def _miscounted(
    rule: Rule, evidence: Evidence, quantity: Quantity, found: tuple[frozenset[int], int, int]
) -> Iterator[Finding]:
    possible, start, end = found
    announced = int(quantity.bounds[0])
    if one_more_behind(evidence, end, announced) and announced - 1 in possible:
        return  # "A fourth risk is treated apart"
    if announced in possible or announced > _FAR_MORE * max(possible):
        return  # "in 19 states, the capital and the islands": these come to the states
    bracketed = evidence.text[max(0, start - 3) : start].rstrip().endswith("(")
    if bracketed and min(abs(announced - one) for one in possible) > max(2, announced // 3):
        return  # "9 provinces (do, both singular and plural)": a gloss
    if quantity.comparator is Comparator.AT_LEAST and announced < max(possible):
        return
    one_in = _ONE_IN.search(evidence.text, max(0, quantity.start - 20), quantity.start)
    if one_in is not None or counts_no_items(evidence, quantity):
        return
    listed = " or ".join(str(number) for number in sorted(possible))
    yield rule.finding_at(
        evidence.document,
        quantity,
        f"{_spelt(evidence, quantity)} are announced and {listed} are listed",
        related=[related_words(evidence, start, end, "the list")],
        evidence={"announced": announced, "listed": sorted(possible)},
    )


def _spelt(evidence: Evidence, quantity: Quantity) -> str:
    """Return a number as it is written, or in digits where a word as "dual" tells it."""
    words = evidence.words(quantity)
    return words if number(words) is not None or " " in words else f"{quantity.value:g}"


def _counts(evidence: Evidence, sentence: Sentence) -> Iterator[Quantity]:
    """Yield the figures of a sentence that may announce a list."""
    if sentence.end - sentence.start > _LONGEST:
        return
    for told in quantities_within(evidence, sentence.start, sentence.end):
        quantity = points_to_list(evidence, told) or told
        if (
            quantity.kind is Kind.COUNT
            and quantity.comparator in {Comparator.EXACT, Comparator.AT_LEAST}
            and quantity.value is not None
            and quantity.value == int(quantity.value)
            and 2 <= quantity.value <= _MOST
            and counted(replace(quantity, comparator=Comparator.EXACT))
        ):
            yield quantity


_INTRODUCED = regex(
    r"(?P<noun>(?: [A-Za-z][\w\u2019'-]*){1,9}?)(?P<mark>:| ?[\u2014\u2013] ?| -(?= )| \()(?= ?\S)"
)
_NOT_LISTING = regex(
    r"\b(?:including|such as|like|e\.g|among|especially|notably|times|percent|out of)\b|"
    r"^ of the\b|\b(?:"
    r"other|another|more|additional|for example|groups of|sets of|kinds of|types of|"
    r"sides|camps|blocs|halves|pairs|teams)\b",
    re.IGNORECASE,
)


_COUNTED_TOO = regex(
    rf"\b(?:\d+|(?<!and )one|{'|'.join(UNITS[2:])})\b"
)  # the nearer number is the list's
_OF_SOME = regex(r"\bof (?:the|its|their) (?:[\w-]+ ){0,3}$")  # "two of the four meetings"
_ALL_ARE = regex(  # "two bridges - a route for the towns of Wando, Yeosu, and Mokpo"
    r"\s?an?\s[a-z -]+\b(?:of|for|to|between)\s(?:[A-Z][\w’'-]+,\s)+and\s[A-Z][\w’'-]+\W*$"
)
_SOME_OF = regex(
    r"\b(?:among|of) (?:them|these|those)\b(?! [a-z]+s\b)"
)  # "Trade and Finance among them"


def _inline(
    evidence: Evidence, sentence: Sentence, quantity: Quantity
) -> tuple[frozenset[int], int, int] | None:
    """Return how long the list may be that follows in the sentence: "three aims: a, b, and c"."""
    tail = evidence.text[quantity.end : sentence.end]
    found = _INTRODUCED.match(tail)
    if found is None or _NOT_LISTING.search(found["noun"]) or _COUNTED_TOO.search(found["noun"]):
        return None
    if _OF_SOME.search(evidence.text, max(sentence.start, quantity.start - 40), quantity.start):
        return None
    if not _plural(found["noun"]) and not _announces(evidence, sentence, quantity, found):
        return None
    start = quantity.end + found.end()
    mark = found["mark"].strip()
    body = evidence.text[start : sentence.end]
    if mark == "(":
        close = body.find(")")
        if close < 0:
            return None
        body = body[:close]
    elif mark in "\u2014\u2013-":
        body = between_dashes(body)
    if opening_number(body) is not None or _SOME_OF.search(body) or _ALL_ARE.match(body):
        return None  # "seven rose, and four fell": a tally, and no list
    if is_clause(body):
        return None
    possible = lengths_of(found["noun"], body)
    return (possible, start, start + len(body.rstrip())) if possible else None


def _announces(
    evidence: Evidence, sentence: Sentence, quantity: Quantity, found: re.Match[str]
) -> bool:
    """Whether a colon ends a short clause with one count: "four questions were put off:"."""
    lead = evidence.text[sentence.start : quantity.start]
    words = found["noun"].split()
    return (
        found["mark"].strip() in {":", "-", "\u2014", "\u2013"}
        and len(lead.split()) < 6
        and any(map(_plural, words[:3]))
    )


_FOLLOWING = guarded_regex(r"\bfollowing(?: [a-z-]+){0,5}? (?P<noun>[a-z]+s):(?= )", re.IGNORECASE)
_NOUN = 50  # signs after a number in which its noun stands
_BACK = 3  # sentences in which the number of "the following" is looked for


def _followed(evidence: Evidence, index: int) -> Iterator[tuple[Quantity, Listed]]:
    """Yield a number of one sentence with the list that "the following" of a later one opens."""
    sentence = evidence.sentences[index]
    found = _FOLLOWING.search(evidence.text, sentence.start, sentence.end)
    if found is None:
        return
    body = evidence.text[found.end() : sentence.end]
    possible = lengths(body)
    earlier = [
        quantity
        for before in evidence.sentences[max(0, index - _BACK) : index]
        for quantity in _counts(evidence, before)
        if found["noun"].lower()
        in evidence.text[quantity.end : quantity.end + _NOUN].lower().split()
    ]
    if possible and len(earlier) == 1:
        yield earlier[0], (possible, found.end(), found.end() + len(body.rstrip()))


_MANY_OF = lazy_regex(r"(?:s|men|women|people|children|criteria)$", re.IGNORECASE)


def _plural(noun: str) -> bool:
    return _MANY_OF.search(noun.strip()) is not None


def _below(
    evidence: Evidence, index: int, quantity: Quantity
) -> tuple[frozenset[int], int, int] | None:
    """Return how many list items follow a paragraph that ends by announcing them."""
    sentence = evidence.sentences[index]
    words = evidence.text[sentence.start : sentence.end]
    blocks = evidence.article.blocks
    last = index + 1 == len(evidence.sentences) or (
        evidence.sentences[index + 1].block != sentence.block
    )
    before = evidence.text[max(sentence.start, quantity.start - _NOUN) : quantity.start]
    told = evidence.text[quantity.end : sentence.end]
    if not last or not words.rstrip().endswith(":"):
        return None
    if _NOT_LISTING.search(told) or _SOME_LISTED.search(before) or _BESIDE_THEM.search(told):
        return None
    of_others = _FOLLOWING_ONES.search(words)
    if of_others is not None and of_others["noun"] not in told[:_NOUN].lower().rstrip(":").split():
        return None  # "the six devices are of the following designs:"
    items = []
    for block in blocks[sentence.block + 1 :]:
        if block.kind is not BlockKind.ITEM or not below(blocks[sentence.block], block):
            break
        items.append(block)
    top = [block for block in items if block.level == items[0].level]
    if len(top) < 2 or len(list(_counts(evidence, sentence))) > 1:
        return None
    labelled = sum(_LABELLED.match(evidence.text, item.start, item.end) is not None for item in top)
    listed = {len(top), labelled} if labelled > 1 else {len(top)}
    return frozenset(listed), top[0].start, top[-1].end


_FOLLOWING_ONES = lazy_regex(r"\bfollowing (?:[a-z-]+ ){0,2}?(?P<noun>[a-z]+s)\b", re.IGNORECASE)
_BESIDE_THEM = lazy_regex(r"\b(?:as well as|along with|together with|in addition to)\b")
_LABELLED = lazy_regex(r"[^.:;]{3,200}:\s")  # among these may stand what explains one of them
_SOME_LISTED = lazy_regex(
    r"\b(?:including|such as|like|e\.g|among|especially|notably|another|more|for example)\b",
    re.IGNORECASE,
)
