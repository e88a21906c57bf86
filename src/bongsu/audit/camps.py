"""Camps that share one whole between them: sides of a question, and candidates of one vote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding, Related
from bongsu.audit.rules import RULES
from bongsu.audit.sameness import neighbours
from bongsu.audit.wording import as_warning, prose, table
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, Sentence, within


def sides(first: str, second: str) -> bool:
    """Return whether two pieces of text each name one side of a question."""
    for pair in table("consistency")["sides"]:
        one, other = (rf"\b(?:{'|'.join(words)})\b" for words in pair)
        if (re.search(one, first) and re.search(other, second) and not re.search(one, second)) or (
            re.search(other, first) and re.search(one, second) and not re.search(other, second)
        ):
            return True
    return False


_WON = r"(?:won|took|received|garnered|secured|got|gained|earned|captured|polled|had)"
_OF_VOTES = re.compile(r"\b(?:votes?|ballots?|election|electorate|voters)\b", re.IGNORECASE)
_TAKEN = lazy_regex(rf"\b{_WON}\s(?:about\s|some\s|only\s|just\s|nearly\s)?$")
_NOT_ONE_VOTE = lazy_regex(
    r"\b(?:turnout|counted|respectively|of (?:men|women|those|voters (?:in|aged))|while in|both|"
    r"in (?:the )?[A-Z]\w+ (?:province|city|county)|compared|than)\b"
)
_OF_OTHERS = lazy_regex(r"\sof\s(?!(?:the\s)?(?:respondents|them|those|people)\b)")
_SHORT = 10  # words of a sentence that leaves unsaid what it is about


def opposed_shares(evidence: Evidence) -> Iterator[Finding]:
    """Yield shares of one whole that come to more than all, for camps named around them."""
    before: tuple[Sentence, str] | None = None
    for sentence, words in prose(evidence):
        yield from _votes(evidence, sentence, words)
        if before is not None and before[0].block == sentence.block:
            yield from _second_side(evidence, before, (sentence, words))
        before = (sentence, words)


def _shares(evidence: Evidence, sentence: Sentence) -> list[Quantity]:
    return [
        q
        for q in within(evidence.quantities, sentence.start, sentence.end)
        if q.kind is Kind.PERCENT and q.value is not None and q.comparator is not Comparator.UNDER
    ]


def _more_than_all(first: Quantity, second: Quantity) -> bool:
    return (first.value or 0.0) + (second.value or 0.0) > 100 + first.step + second.step


def _votes(evidence: Evidence, sentence: Sentence, words: str) -> Iterator[Finding]:
    """Yield "Kang won 48.8 percent and Noh took 62 percent" of one vote."""
    if not _OF_VOTES.search(words):
        return
    taken = [
        q
        for q in _shares(evidence, sentence)
        if _TAKEN.search(words[max(0, q.start - sentence.start - 25) : q.start - sentence.start])
    ]
    for first, second in neighbours(taken):
        between = words[first.end - sentence.start : second.start - sentence.start]
        if _more_than_all(first, second) and not _NOT_ONE_VOTE.search(between):
            yield _finding(evidence, first, second)


def _second_side(
    evidence: Evidence, before: tuple[Sentence, str], then: tuple[Sentence, str]
) -> Iterator[Finding]:
    """Yield "71 percent agreed. Only 46 percent opposed."."""
    first, second = _shares(evidence, before[0]), _shares(evidence, then[0])
    if len(first) != 1 or len(second) != 1 or len(then[1].split()) > _SHORT:
        return
    if _more_than_all(first[0], second[0]) and not _NOT_ONE_VOTE.search(then[1]):
        if _OF_OTHERS.match(then[1], second[0].end - then[0].start):
            return
        told = before[1][first[0].end - before[0].start :][:70]
        if sides(told, then[1][second[0].end - then[0].start :]):
            yield _finding(evidence, first[0], second[0])


def _finding(evidence: Evidence, first: Quantity, second: Quantity) -> Finding:
    return as_warning(
        RULES["CO703"].finding(
            evidence.document,
            second.start,
            second.end,
            f"{evidence.words(first)} and {evidence.words(second)} on opposite sides are more than "
            "all",
            related=[
                Related(
                    start=first.start,
                    end=first.end,
                    message="the other side",
                    document=evidence.document,
                )
            ],
        )
    )
