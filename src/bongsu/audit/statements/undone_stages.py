"""A stage that a thing has still to reach in one sentence and has passed in another one.

"Approval is needed for the treaty to take effect" and "the treaty, in force since May": the first
names what is still to be done, in any of the ways in which English says "not yet"; the second
tells it as done, or tells of a later stage. Both must be of one thing, known by the noun before or
behind the verb and by the names around it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.needs import lowered
from bongsu.audit.reading.wording import (
    alternation,
    content_words,
    matcher,
    proper_names,
    quoted,
    table,
)
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Sentence, within
from bongsu.patterns import lazy_regex, regex

_FAR = 8  # sentences between two that a single noun joins
_BEFORE = 110  # code points before a verb in which its subject is named
_MOST = 40  # sentences of each sort that are compared


class Staged(NamedTuple):
    """Words that tell of a stage as undone, or as passed."""

    start: int
    end: int
    place: int  # of the sentence
    done: bool
    stages: frozenset[str]
    beyond: frozenset[str]  # stages that come before those told
    enacts: bool  # whether it is what only a parliament does
    bodies: frozenset[str]  # who does it
    conditional: bool  # "if approved"
    things: frozenset[str]  # nouns of the thing
    names: frozenset[str]  # words of the names around it


def contradicted_stages(
    evidence: Evidence, day: dt.date | None
) -> Iterator[tuple[Staged, Staged, bool]]:
    """Yield what is told as undone and as done, in the order of the text, and if it is likely."""
    undone = _ahead(evidence)[:_MOST]
    if not undone:
        return
    reached = [one for one in _passed(evidence) if not _to_come(evidence, one, day)][:_MOST]
    for ahead in undone:
        for passed in reached:
            if ahead.place != passed.place and _of_one(ahead, passed):
                first, second = sorted((ahead, passed), key=lambda one: one.start)
                yield first, second, bool(ahead.names & passed.names)
                break


def _of_one(ahead: Staged, passed: Staged) -> bool:
    """Whether two tell of one thing, and the one of a stage that the other has passed."""
    if not ahead.stages & passed.stages or not ahead.things & passed.things:
        return False
    if not passed.beyond & ahead.stages and not _one_act(ahead, passed):
        return False
    if ahead.names and passed.names:
        return bool(ahead.names & passed.names)
    return abs(ahead.place - passed.place) <= _FAR


def _one_act(ahead: Staged, passed: Staged) -> bool:
    """Whether two verbs of one stage are the same deed: a bill is approved by several in turn."""
    if ahead.conditional:
        return False
    if "approval" not in ahead.stages & passed.stages:
        return True
    if ahead.bodies and passed.bodies:
        return ahead.enacts == passed.enacts and bool(ahead.bodies & passed.bodies)
    return ahead.enacts == passed.enacts and (ahead.enacts or not (ahead.bodies or passed.bodies))


_ENACTS = lazy_regex(r"\b(?:pass(?!ing)|adopt|enact)", re.IGNORECASE)


def _to_come(evidence: Evidence, one: Staged, day: dt.date | None) -> bool:
    """Whether a sentence gives its deed a day that is still to come."""
    sentence = evidence.sentences[one.place]
    dates = within(evidence.dates, sentence.start, sentence.end)
    return day is not None and any(date.first and date.first > day for date in dates)


@remembered
def _ahead(evidence: Evidence) -> Iterator[Staged]:
    return _staged(evidence, _undone(), _NOT_YET, done=False)


@remembered
def _passed(evidence: Evidence) -> Iterator[Staged]:
    return _staged(evidence, _done(), ("",), done=True)


_NOT_YET = (  # what no sentence is without that `_undone` finds something in
    *("yet", "still", "not", "n't", "n’t", "never", "await", "pending", "necessary", "needed"),
    *("required", "outstanding", "ahead", "missing", "if", "before"),
)


def _staged(
    evidence: Evidence, pattern: re.Pattern[str], signs: tuple[str, ...], *, done: bool
) -> Iterator[Staged]:
    """Yield what the sentences of an article tell of the stages of things."""
    for place, sentence in enumerate(evidence.sentences):
        if evidence.block_of(sentence).kind in {BlockKind.META, BlockKind.HEADING}:
            continue
        words = evidence.words(sentence)
        lower = lowered(words)
        if not any(sign in lower for sign in signs):
            continue
        others = quoted(words)
        for match in pattern.finditer(words):
            if not any(a <= match.start() < b for a, b in others):
                yield from _read(sentence, place, words, match, done=done)


_TURNED = lazy_regex(  # before "approved": what makes it no fact
    r"\b(?:not|never|n['’]t|yet|if|once|until|unless|would|will|could|may|might|should|shall|can|to|be|"
    r"whether|cannot|must|nor|without|when|before|expected|planned|hopes?|pre)\W(?:\w+\s){0,3}$",
    re.IGNORECASE,
)


def _read(
    sentence: Sentence, place: int, words: str, match: re.Match[str], *, done: bool
) -> Iterator[Staged]:
    """Yield the stage that a verb tells of, with its thing."""
    before = _clause(words[max(0, match.start() - _BEFORE) : match.start()])
    if done and _TURNED.search(before):
        return
    behind = (_BEHIND if match.start() else _BEHIND_COMMA).match(words, match.end())
    around = f"{before} {match[0]} {behind[0] if behind else ''}"
    if matcher("undone_stages", "parted").search(around):
        return
    stages = _stages(match[0])
    needs = table("undone_stages")["needs"]
    beyond = frozenset(need for stage in stages for need in needs.get(stage, ()) if done)
    said = content_words(around)
    if not stages or not said & _nouns("things"):
        return
    yield Staged(
        start=sentence.start + match.start(),
        end=sentence.start + match.end(),
        place=place,
        done=done,
        stages=stages | beyond,
        beyond=beyond,
        enacts=_ENACTS.search(match[0]) is not None,
        bodies=said & _nouns("bodies"),
        conditional=match[0][:3].lower() == "if ",
        things=said & _nouns("things"),
        names=_names(around),
    )


_BREAK = lazy_regex(
    r"[.;:—–()]\s|\b(?:and|but|while|because|so|that)\s(?=(?:the|it|he|she|they|a)\b)"
)
_BEHIND = lazy_regex(r"\s(?:the|its|their|an?|this|that)\s(?:[\w’'.-]++\s?){1,6}")

_BEHIND_COMMA = lazy_regex(
    r"(?:\s[^.,;]{1,25},)?\s(?:the|its|their|an?|this|that)\s(?:[\w’'.-]++\s?){1,3}"
)


def _clause(before: str) -> str:
    """Return the words before a verb back to where its clause begins."""
    cuts = [match.end() for match in _BREAK.finditer(before)]
    return before[cuts[-1] :] if cuts else before


def _names(words: str) -> frozenset[str]:
    """Return the words of the names in a clause, without those that every text on Korea has."""
    every = proper_names(words.strip())
    # The one word that opens a sentence is no name for its capital.
    names = " ".join(name for start, _, name in every if start or " " in name)
    common = content_words(" ".join(table("consistency")["everywhere"])) | _nouns("things")
    return content_words(names) - common


@cache
def _nouns(sort: str) -> frozenset[str]:
    return frozenset(content_words(" ".join(table("undone_stages")[sort])))


@cache
def _by_stage() -> dict[str, re.Pattern[str]]:
    stages = table("undone_stages")["stages"]
    return {
        name: regex(
            rf"\b{alternation([*forms['verbs'], *forms['done'], *forms['nouns']])}\b", re.IGNORECASE
        )
        for name, forms in stages.items()
    }


def _stages(words: str) -> frozenset[str]:
    return frozenset(name for name, form in _by_stage().items() if form.search(words))


def _forms(key: str) -> str:
    return alternation(
        form for forms in table("undone_stages")["stages"].values() for form in forms[key]
    )


@cache
def _undone() -> re.Pattern[str]:
    """Return what finds a stage that is told as not yet reached."""
    verbs, done, nouns = _forms("verbs"), _forms("done"), _forms("nouns")
    bare = rf"(?:be\s)?{verbs}"
    return regex(
        rf"\b(?:has|have|is|are|remains?)\s(?:yet|still)\sto\s{bare}\b|"
        rf"\b(?:has|have)(?:\s(?:not|never|still\snot)|n['’]t)\s(?:yet\s)?(?:been\s)?{done}\b|"
        rf"\b(?:is|are)\s(?:not\syet|still\snot|as\syet\snot|yet\sto\sbe)\s{done}\b|\bnot\syet\s(?:been\s)?{done}\b|"
        rf"\b(?:awaits?|awaiting|still\slacks?|pending)\s(?:[\w’'-]+\s){{0,3}}{nouns}\b|"
        rf"\b{nouns}\s(?:(?:of|by)\s(?:[\w’'-]+\s){{1,5}})?(?:is|are|remains?)\s(?:still\s|not\syet\s)?"
        r"(?:pending|necessary|needed|required|outstanding|ahead|missing)\b(?:\s(?:for|before)\s"
        rf"(?:[\w’'-]+\s){{1,6}}?(?:to\s|can\s|could\s)?{bare}\b)?|"
        rf"\b(?:necessary|needed|required)\s(?:for|before)\s(?:[\w’'-]+\s){{1,6}}?(?:to|can|could|may)\s{bare}\b|"
        rf"\b[Ii]f\s(?:(?:it|they|the\s\w+)\s(?:is|are|were)\s)?(?:ever\s|finally\s)?{done},"
        rf"(?=\s(?:the|this|it)\b[^.;]{{1,60}}\bwould\b)|"
        rf"\bbefore\s(?:it|they|the\s\w+)\s(?:can|could|may)\s{bare}\b",
        re.IGNORECASE,
    )


@cache
def _done() -> re.Pattern[str]:
    """Return what finds a stage that is told as reached."""
    done = _forms("done")
    return regex(
        rf"\b(?:was|were|(?:has|have)\s(?:since\s|already\s)?(?:been\s)?|having\sbeen\s|already\s)\s?{done}\b|"
        rf"\b{done}(?=\s(?:the|its|their|this|that|in|on|by|last|since)\b|,|\.)|"
        r"\b[Ii]n\s(?:force|effect)\ssince\b|\b(?:is|are)\s(?:now\s|already\s)?in\s(?:force|effect)\b",
        re.IGNORECASE,
    )
