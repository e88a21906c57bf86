"""Parts of one whole that cannot all be what the text says of them (CO)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.parts.called_most import (
    majorities_before_rest,
    most_after_majority,
    most_of_less,
)
from bongsu.audit.parts.camps import opposed_shares, sides
from bongsu.audit.parts.choices import two_choices
from bongsu.audit.parts.closed_lists import closed_lists
from bongsu.audit.parts.contests import beyond_all_votes
from bongsu.audit.parts.double_sources import doubled_findings
from bongsu.audit.parts.exceeding import exceeding
from bongsu.audit.parts.groups_apart import of_two_groups
from bongsu.audit.parts.opposite_sides import at_two_times, opposite_sides
from bongsu.audit.parts.portions_of_one import portions_of_one
from bongsu.audit.parts.shared_out import shared_out
from bongsu.audit.parts.wholes_apart import several_each, wholes_apart
from bongsu.audit.reading.wording import as_warning, content_words, prose, sentence_at
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import related_part, related_words
from bongsu.evidence.mentions import Evidence, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_MOST = 40  # majorities of one paragraph that are compared with the next


_MAJORITY = regex(
    r"\b(?:(?:the|a|an)\s(?:\w+\s){0,2}?majority|most|"
    r"(?:more\sthan|well\sover|(?:a\s(?:little|bit)\s|slightly\s|just\s)?over)\shalf|"
    r"two[\s\-]thirds|three[\s\-]quarters|the\s(?:larger|greater|bigger|better)\s(?:half|part|number|portion)|"
    r"the\s(?:great\s|vast\s)?bulk)\sof\s(?P<whole>(?:(?:the|all|its|their|new|these|this|same|those)\s)*"
    r"(?P<noun>[a-z][a-z\-]*(?:\s[a-z][a-z\-]*)?))",
    re.IGNORECASE,
)


def _tells_of_majority(words: str) -> bool:
    lower = words.lower()
    return any(word in lower for word in _MAJORITIES)


_MAJORITIES = (
    "majority",
    "most",
    "half",
    "third",
    "quarter",
    "bulk",
    "part of",
    "number of",
    "portion of",
)
_MAJORITY_TOO = lazy_regex(  # of the same whole, since none is named
    r"(?:,\s|\b(?:and|while|but|whereas)\s)(?P<most>more\sthan\shalf|(?:well\s)?over\shalf|most(?:\sof\sthem)?|"
    r"a\s(?:clear\s)?majority|two[\s\-]thirds|three[\s\-]quarters)\s"
    r"(?:went|were|was|are|is|came|come|goes?|live[ds]?|work(?:ed|s)?|fell|named|chose|picked|"
    r"selected)\b",
    re.IGNORECASE,
)
_OTHERS_TOO = lazy_regex(  # ", and the memory makers a little over half": the verb is left out
    r"[^.;]{0,60}?,\s(?:and|but|while)\s(?:the\s)?(?:[\w&’'-]+\s){1,8}?"
    r"(?P<most>(?:a\s(?:little|bit)\s|slightly\s|just\s|well\s)?(?:over|more\sthan)\shalf)"
    r"(?=[.;]|\s?$)",
    re.IGNORECASE,
)
_OTHER_WHOLE = lazy_regex(r"[.;]|\b(?:of|among|in)\s(?:them|these|those|whom|which)\b|\bof\swh")


@RULES.add("CO703", "two-majorities", Severity.NOTE)
def two_majorities(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Two different parts are each said to be the majority of one whole."""
    most = (*most_of_less(evidence), *most_after_majority(evidence))
    led = [
        *_called_majorities(evidence),
        *_majorities_apart(evidence),
        *_counted_majorities(evidence),
        *(as_warning(_less_than(evidence, *span, leader)) for span, leader in most),
        *(_less_than(evidence, *span, one) for span, one in majorities_before_rest(evidence)),
        *doubled_findings(evidence),
        *(_twice(evidence, here, there, "and") for here, there in two_choices(evidence)),
    ]
    led = [one for one in led if not _two_wholes(evidence, one)]
    yield from led
    shares = (*opposite_sides(evidence), *_answers(evidence), *opposed_shares(evidence))
    beyond = (
        pair
        for pair in (*exceeding(evidence), *beyond_all_votes(evidence))
        if not _RAISED.search(evidence.text[pair[0].end : pair[1].start])
        and not _THERE.match(evidence.text, pair[0].end)
        and not _of_two_wholes(evidence, *pair)
        and not of_two_groups(evidence, *pair)
        and not at_two_times(evidence, *pair)
    )
    more = (_more_than_all(evidence, one, other) for one, other in beyond)
    beside = (
        _side_by_side(evidence, *pair)
        for pair in portions_of_one(evidence)
        if not _MAJORITY_TOO.search(evidence.text, pair[1][1], pair[0][1] + _VERB)
    )
    told = [(one.start, one.end) for one in led]
    beside = (b for b in beside if not any(s < b.end and b.start < e for s, e in told))
    first: dict[int, Finding] = {}
    for one in (*shares, *more, *beside):  # one sentence may be caught as sides and as answers
        if _two_wholes(evidence, one):
            continue
        first.setdefault(sentence_at(evidence, one.end - 1), one)
    yield from first.values()
    every = [*led, *first.values()]
    for row in (_row(evidence, found) for found in shared_out(evidence)):
        if not any(row.start < one.end and one.start < row.end for one in every):
            every.append(row)
            yield row
    for closed in closed_lists(evidence):
        if not any(closed.start < one.end and one.start < closed.end for one in every):
            finding = RULES["CO703"].finding(
                evidence.document,
                closed.start,
                closed.end,
                f"the shares of this list come to {closed.added:.4g} percent, not to all of it",
            )
            yield as_warning(finding) if closed.likely else finding


def _two_wholes(evidence: Evidence, finding: Finding) -> bool:
    """Whether what is told of two parts is told of two wholes, or of one that allows of both."""
    if len(finding.related) != 1:
        return False
    places = finding.start, finding.related[0].start
    other = finding.related[0]
    spans = sorted([(finding.start, finding.end), (other.start, other.end)])
    if _RENAMED.fullmatch(evidence.text, spans[0][1], spans[1][0]):
        return True  # "half of the budget, 52 percent, is fixed"
    sentence = evidence.sentences[sentence_at(evidence, finding.start)]
    if _NEEDED.search(evidence.words(sentence)):
        return True  # "a majority may propose it, and two-thirds pass it"
    return wholes_apart(evidence, *places) or several_each(evidence, *places)


_RENAMED = lazy_regex(
    r"(?:\sof\s[^,;:.]{2,60})?(?:,\s|\s\()(?:(?:or|that\sis|about|some|exactly),?\s){0,2}"
)
_NEEDED = lazy_regex(
    r"\b(?:it\s)?(?:takes|needs|requires|required|suffices|threshold|quorum)\b|"
    r"\bmay\s(?:propose|pass|adopt|override|amend|call|veto|ask|demand)\b",
    re.IGNORECASE,
)
_THERE = lazy_regex(  # those who came, among whom both sides are
    r"\s(?:[a-z]+\s){0,2}(?:(?:were|was)\s(?:present|in\sthe\s(?:hall|chamber|room))|attended|"
    r"took\spart|turned\sout)\b"
)
_OWNER = lazy_regex(r"\sof\s(?:the\s)?(?P<owner>[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3})[’']s?\s")


def _of_two_wholes(evidence: Evidence, one: Quantity, other: Quantity) -> bool:
    """Whether two shares name the owners of their wholes: "67% of Peru's GDP, 73% of Chile's"."""
    first, second = (_OWNER.match(evidence.text, share.end) for share in (one, other))
    return first is not None and second is not None and first["owner"] != second["owner"]


def _called_majorities(evidence: Evidence) -> Iterator[Finding]:
    """Yield what is called most of a whole of which another part is called most."""
    last: list[tuple[int, Sentence, str, re.Match[str]]] = []
    for sentence, words in prose(evidence):
        for match in _MAJORITY.finditer(words) if _tells_of_majority(words) else ():
            here = sentence.start + match.start(), sentence.start + match.end()
            last = [one for one in last if one[0] == sentence.block][-_MOST:]
            for _, told, said, other in last:
                if told is sentence and match.start() - other.end() < 4:
                    continue
                shared = content_words(match["noun"]) & content_words(other["noun"])
                if shared and not _same_part(words, match, said, other):
                    there = told.start + other.start(), told.start + other.end()
                    yield _twice(evidence, here, there, "and")
            last.append((sentence.block, sentence, words, match))
            again = _MAJORITY_TOO.search(words, match.end())
            if again is None and "half" in match[0].lower():
                again = _OTHERS_TOO.match(words, match.end())
            if again is not None and not _OTHER_WHOLE.search(words, match.end(), again.start()):
                too = sentence.start + again.start("most"), sentence.start + again.end("most")
                yield _twice(evidence, too, here, "after")


_FAR = 8  # sentences between two majorities of one whole
_NOUNS = 30  # code points in which the whole is named
_SENT = lazy_regex(
    r"\b(?:go|goes|went|comes?|came|flows?|flowed)\s(?P<way>to|from)\s(?:the\s)?(?P<to>\w+)"
)


def _majorities_apart(evidence: Evidence) -> Iterator[Finding]:
    """Yield majorities of one whole in two paragraphs that are on two sides, or go two ways."""
    told: list[tuple[int, Sentence, str, re.Match[str]]] = []
    for place, (sentence, words) in enumerate(prose(evidence)):
        for match in _MAJORITY.finditer(words) if _tells_of_majority(words) else ():
            for at, other, said, before in told:
                if place - at > _FAR or other.block == sentence.block:
                    continue
                clauses = [
                    _CLAUSE_END.split(each[found.start("noun") :])[0]
                    for each, found in ((said, before), (words, match))
                ]
                nouns = [content_words(clause[:_NOUNS]) for clause in clauses]
                if nouns[0] & nouns[1] and _apart(*clauses):
                    here = sentence.start + match.start(), sentence.start + match.end()
                    there = other.start + before.start(), other.start + before.end()
                    yield _twice(evidence, here, there, "and")
            told.append((place, sentence, words, match))


_CLAUSE_END = lazy_regex(r"[,;:.]")


def _apart(first: str, second: str) -> bool:
    """Whether two clauses are on two sides of one question, or lead to two places."""
    ways = _SENT.search(first), _SENT.search(second)
    if ways[0] and ways[1]:
        return ways[0]["way"] == ways[1]["way"] and ways[0]["to"] != ways[1]["to"]
    return sides(f" {first} ", f" {second} ")


_OF_PERCENT = lazy_regex(
    r"\b[Aa]\s(?:\w+\s)?majority(?:,|\sof)\s\d[\d.]*\s?(?:percent|per\scent|%),?\s(?!of\b|among\b|in\b)"
)


def _counted_majorities(evidence: Evidence) -> Iterator[Finding]:
    """Yield "a majority of 52 percent" behind another majority of the same who were asked."""
    last: tuple[Sentence, re.Match[str]] | None = None
    for sentence, words in prose(evidence):
        for match in _OF_PERCENT.finditer(words):
            if last is not None and last[0].block == sentence.block and last[0] is not sentence:
                between = evidence.text[last[0].start : sentence.end]
                if not _SEVERAL.search(between):
                    here = sentence.start + match.start(), sentence.start + match.end()
                    there = last[0].start + last[1].start(), last[0].start + last[1].end()
                    yield _twice(evidence, here, there, "and")
            last = sentence, match


_SEVERAL = lazy_regex(
    r"\b(?:also|multiple|several|both|each|women|men|young\w*|old\w*|aged|(?:19|20)\d\d|year|again|"
    r"second\squestion|asked|other\squestion|in\s[A-Z]\w+)\b"
)


def _twice(
    evidence: Evidence, here: tuple[int, int], there: tuple[int, int], joint: str
) -> Finding:
    one, other = (evidence.text[start:end] for start, end in (here, there))
    return RULES["CO703"].finding(
        evidence.document,
        *here,
        f"“{one}” {joint} “{other}”: two parts are the majority of one whole",
        related=[related_words(evidence, *there, "the other majority")],
    )


def _less_than(evidence: Evidence, start: int, end: int, leader: Quantity) -> Finding:
    return RULES["CO703"].finding(
        evidence.document,
        start,
        end,
        f"“{evidence.text[start:end]}”, but another part has {evidence.words(leader)}",
        related=[related_part(evidence, leader, "the larger part")],
    )


_VERB = 10  # code points behind a majority in which its verb stands


def _side_by_side(evidence: Evidence, here: tuple[int, int], there: tuple[int, int]) -> Finding:
    one, other = (evidence.text[start:end] for start, end in (there, here))
    return RULES["CO703"].finding(
        evidence.document,
        *here,
        f"“{one}” and “{other}” of one whole are more than all",
        related=[related_words(evidence, *there, "the other part")],
    )


def _more_than_all(evidence: Evidence, one: Quantity, other: Quantity) -> Finding:
    return as_warning(
        RULES["CO703"].finding_at(
            evidence.document,
            other,
            f"{evidence.words(one)} and {evidence.words(other)} of one whole are more than all",
            related=[related_part(evidence, one, "the other part")],
        )
    )


def _row(evidence: Evidence, shares: tuple[Quantity, ...]) -> Finding:
    added = sum(share.value or 0.0 for share in shares)
    told = " + ".join(evidence.words(share) for share in shares)
    return as_warning(
        RULES["CO703"].finding(
            evidence.document,
            shares[0].start,
            shares[-1].end,
            f"{told} is {added:.4g} percent of one whole, more than all",
            related=[related_part(evidence, q, "a part") for q in shares],
        )
    )


def _same_part(words: str, match: re.Match[str], said: str, other: re.Match[str]) -> bool:
    """Whether two majorities are told of one part, or of two times or places."""
    first = content_words(words) - content_words(match[0])
    second = content_words(said) - content_words(other[0])
    years = regex(r"\b(?:19|20)\d\d\b").findall(words), regex(r"\b(?:19|20)\d\d\b").findall(said)
    apart = all(years) and years[0] != years[1]
    return apart or len(first & second) * 2 > min(len(first), len(second))


_RAISED = lazy_regex(r"\b(?:rais|lift|increas|bring|brought|rising|up)\w*\b[^.;]*\bto\s$")
_ANSWER = lazy_regex(
    r"\s(?:(?:of|the|all|\w+s)\s){0,3}?(?P<verb>call|said|say|want|think|thought|believe|support|"
    r"oppose|favou?r|prefer|trust|answer|agree|disagree|expect|vote|approve|disapprove|rate)(?:s|"
    r"ed)?\b"
)
_NO_ANSWER = regex(
    r"\s(?:\w+\s){0,3}?(?:no\sopinion|not\ssure|unsure|undecided|neither|not\s(?:know|say)|"
    r"no\sanswer)\b"
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
                    related=[related_part(evidence, q, "an answer") for q in shares],
                )
            )
