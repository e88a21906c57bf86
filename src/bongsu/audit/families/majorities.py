"""Shares and majorities of one whole that cannot all be right (CO)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.rules import RULES, Context
from bongsu.audit.sameness import neighbours
from bongsu.audit.wording import as_warning, content_words, matcher, prose, table
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Sentence, within

_MOST = 40  # majorities of one paragraph that are compared with the rest


def _related(evidence: Evidence, start: int, end: int, message: str) -> Related:
    return Related(start=start, end=end, message=message, document=evidence.document)


_MAJORITY = re.compile(
    r"\b(?:(?:the|a|an)\s(?:\w+\s){0,2}?majority|most|(?:more\sthan|over|well\sover)\shalf|"
    r"two[\s\-]thirds|three[\s\-]quarters)\sof\s(?P<whole>(?:the\s|all\s|its\s|their\s|new\s|those\s)*"
    r"(?P<noun>[a-z][a-z\-]*(?:\s[a-z][a-z\-]*)?))",
    re.IGNORECASE,
)


def _tells_of_majority(words: str) -> bool:
    lower = words.lower()
    return any(word in lower for word in ("majority", "most", "half", "third", "quarter"))


@RULES.add("CO703", "two-majorities", Severity.NOTE)
def two_majorities(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Two different parts are each said to be the majority of one whole."""
    last: list[tuple[int, Sentence, str, re.Match[str]]] = []
    for sentence, words in prose(evidence):
        for match in _MAJORITY.finditer(words) if _tells_of_majority(words) else ():
            last = [one for one in last if one[0] == sentence.block][-_MOST:]
            for _, told, said, other in last:
                if told is sentence and match.start() - other.end() < 4:
                    continue
                shared = content_words(match["noun"]) & content_words(other["noun"])
                if not shared or _same_part(words, match, said, other):
                    continue
                finding = RULES["CO703"].finding(
                    evidence.document,
                    sentence.start + match.start(),
                    sentence.start + match.end(),
                    f"“{match[0]}” and “{other[0]}”: two parts are the majority of one whole",
                    related=[
                        _related(
                            evidence,
                            told.start + other.start(),
                            told.start + other.end(),
                            "the other majority",
                        )
                    ],
                )
                yield finding
            last.append((sentence.block, sentence, words, match))
    yield from _against_each_other(evidence)
    yield from _answers(evidence)
    yield from _across(evidence)
    yield from _candidates(evidence)


def _same_part(words: str, match: re.Match[str], said: str, other: re.Match[str]) -> bool:
    """Whether two majorities are told of one part, or of two times or places."""
    first = content_words(words) - content_words(match[0])
    second = content_words(said) - content_words(other[0])
    years = re.findall(r"\b(?:19|20)\d\d\b", words), re.findall(r"\b(?:19|20)\d\d\b", said)
    return years[0] != years[1] or len(first & second) * 2 > min(len(first), len(second))


def _against_each_other(evidence: Evidence) -> Iterator[Finding]:
    """Yield shares of one whole on both sides of a question that add up to more than all."""
    for sentence, words in prose(evidence):
        shares = [
            q
            for q in within(evidence.quantities, sentence.start, sentence.end)
            if q.kind is Kind.PERCENT
            and q.value is not None
            and q.comparator is not Comparator.UNDER
        ]
        for first, second in neighbours(shares):
            if (first.value or 0) + (second.value or 0) <= 100 + first.step + second.step:
                continue
            between = words[first.end - sentence.start : second.start - sentence.start]
            after = words[second.end - sentence.start :][:70]
            before = words[: first.start - sentence.start][-70:]
            if (
                _opposed(between, after) or _opposed_holders(before, between, after)
            ) and not matcher("consistency", "regardless").search(words):
                yield as_warning(
                    RULES["CO703"].finding(
                        evidence.document,
                        second.start,
                        second.end,
                        f"{evidence.words(first)} and {evidence.words(second)} on opposite sides "
                        "are more than all",
                        related=[_related(evidence, first.start, first.end, "the other side")],
                    )
                )


_ANSWER = re.compile(
    r"\s(?:(?:of|the|all|\w+s)\s){0,3}?(?P<verb>call|said|say|want|think|thought|believe|support|"
    r"oppose|favou?r|prefer|trust|answer|agree|disagree|expect|vote|approve|disapprove|rate)(?:s|ed)?\b"
)
_NO_ANSWER = re.compile(
    r"\s(?:\w+\s){0,3}?(?:no\sopinion|not\ssure|unsure|undecided|neither|not\s(?:know|say)|no\sanswer)\b"
)


def _answers(evidence: Evidence) -> Iterator[Finding]:
    """Yield the answers to one question of a poll, listed in one sentence, that exceed all."""
    for sentence, words in prose(evidence):
        shares = [
            q
            for q in within(evidence.quantities, sentence.start, sentence.end)
            if q.kind is Kind.PERCENT and q.value is not None
        ]
        if len(shares) < 2 or not _NO_ANSWER.match(words, shares[-1].end - sentence.start):
            continue
        verbs = [_ANSWER.match(words, q.end - sentence.start) for q in shares[:-1]]
        total = sum(q.value or 0.0 for q in shares)
        if all(verbs) and total > 100 + sum(q.step for q in shares):
            yield as_warning(
                RULES["CO703"].finding(
                    evidence.document,
                    shares[0].start,
                    shares[-1].end,
                    f"the answers to one question add up to {total:g} percent",
                    related=[_related(evidence, q.start, q.end, "an answer") for q in shares],
                )
            )


_HOLDS = re.compile(
    r"\b(?:hold|held|holds|own|owns|owned|ma[dk]e up|makes up|account(?:s|ed)? for|compris\w+|"
    r"constitut\w+|represent\w*|came to|come to|amount\w* to|(?P<be>are|were|is|was))"
    r"(?: about| some| nearly| almost| roughly)? $"
)
_OF = re.compile(r"\sof\s(?:the\s|all\s|its\s|their\s)*(?P<whole>\w+)")


def _opposed_holders(before: str, between: str, after: str) -> bool:
    """Whether two sides that name themselves first share one whole between them.

    "Women make up 55 percent of the staff and men 52 percent": the second share may leave the whole
    unsaid, and may not name another one.
    """
    subject = re.split(r"[.;:,]", before)[-1].lower()
    verb, whole, other = _HOLDS.search(subject), _OF.match(between), _OF.match(after)
    if verb is None or (verb["be"] and whole is None):
        return False  # "the rate of women is 55 percent"
    if other and (whole is None or whole["whole"] != other["whole"]):
        return False
    side = re.split(r"[,;]|\band\b|\bwhile\b|\bbut\b", between)[-1].lower()
    return len(side.split()) < _LONG_SIDE and _sides(subject, side)


_LONG_SIDE = 7  # words before the second share


_CONTRASTED = re.compile(
    r"\W*(?:(?:Only|Just|Another|About|Some|Nearly|Meanwhile,|By\scontrast,|In\scontrast,|However,|"
    r"But|And|only|just|another|about)\s){0,3}"
)
_ASKED = re.compile(r"^\sof\s(?:all\s|the\s|those\s)?\w+(?:\s(?:polled|surveyed|asked))?")
_OF_OTHERS = re.compile(r"\sof\s(?!(?:the\s)?(?:respondents|them|those|people)\b)")
_POLL = re.compile(r"\b(?:respondents|polled|survey\w*|poll|public|voters|Koreans|answer\w*)\b")


def _across(evidence: Evidence) -> Iterator[Finding]:
    """Yield the second side of a question, told in a sentence of its own, if both exceed all."""
    for (first, said), (second, words) in pairwise(prose(evidence)):
        if first.block != second.block:
            continue
        one, other = (
            [
                q
                for q in within(evidence.quantities, sentence.start, sentence.end)
                if q.kind is Kind.PERCENT and q.value is not None
            ]
            for sentence in (first, second)
        )
        if (
            len(one) != 1
            or len(other) != 1
            or not _CONTRASTED.fullmatch(words[: other[0].start - second.start])
        ):
            continue
        if (one[0].value or 0) + (other[0].value or 0) <= 100 + one[0].step + other[0].step:
            continue
        side = _ASKED.sub("", said[one[0].end - first.start :])
        sides = side, words[other[0].end - second.start :][:70]
        if (
            _OF_OTHERS.match(sides[1])
            or not _POLL.search(f"{said} {words}")
            or not _opposed(*sides)
        ):
            continue
        if matcher("consistency", "regardless").search(f"{said} {words}"):
            continue
        yield as_warning(
            RULES["CO703"].finding(
                evidence.document,
                other[0].start,
                other[0].end,
                f"{evidence.words(one[0])} and {evidence.words(other[0])} on opposite sides are "
                "more than all",
                related=[_related(evidence, one[0].start, one[0].end, "the other side")],
            )
        )


_WON = re.compile(
    r"\b(?:won|took|received|got|garnered|gained|secured|earned|collected)\s(?:about\s|some\s|only\s)?$"
)
_BALLOT = re.compile(r"\b(?:votes?|ballots?|election|rival|runner-up|candidates?|nominees?)\b")


def _candidates(evidence: Evidence) -> Iterator[Finding]:
    """Yield the shares of one vote that its candidates won, if they exceed all."""
    for sentence, words in prose(evidence):
        if _BALLOT.search(words) is None:
            continue
        shares = [
            q
            for q in within(evidence.quantities, sentence.start, sentence.end)
            if q.kind is Kind.PERCENT
            and q.value is not None
            and _WON.search(words[: q.start - sentence.start][-30:])
        ]
        years = {d.edtf for d in within(evidence.dates, sentence.start, sentence.end)}
        total = sum(q.value or 0.0 for q in shares)
        if len(shares) > 1 and len(years) < 2 and total > 100 + sum(q.step for q in shares):
            yield as_warning(
                RULES["CO703"].finding(
                    evidence.document,
                    shares[-1].start,
                    shares[-1].end,
                    f"the candidates' shares of one vote add up to {total:g} percent",
                    related=[_related(evidence, q.start, q.end, "a share") for q in shares[:-1]],
                )
            )


def _opposed(first: str, second: str) -> bool:
    if re.match(r"\sof\b", first):
        return False  # a share of the one side, not the share that the side is
    return _sides(first, second)


def _sides(first: str, second: str) -> bool:
    """Whether two pieces of text each name one side of a question."""
    for pair in table("consistency")["sides"]:
        one, other = (rf"\b(?:{'|'.join(words)})\b" for words in pair)
        if (re.search(one, first) and re.search(other, second) and not re.search(one, second)) or (
            re.search(other, first) and re.search(one, second) and not re.search(other, second)
        ):
            return True
    return False
