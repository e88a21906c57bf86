"""Statements of one text that cannot all be right (CO)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.needs import guarded_regex
from bongsu.audit.parts.wholes_apart import houses_apart
from bongsu.audit.reading.rows_in_prose import against_rows, runs_apart
from bongsu.audit.reading.sameness import figures, pairs, surely_same
from bongsu.audit.reading.wording import (
    alternation,
    as_note,
    as_warning,
    content_words,
    prose,
    sentence_at,
    stem,
    table,
)
from bongsu.audit.rules import RULES, Context
from bongsu.audit.statements.begun_before import begun_before
from bongsu.audit.statements.called_by_time import called_by_time
from bongsu.audit.statements.cells_named import cells_named, twins_in_units
from bongsu.audit.statements.clauses_alike import clauses_alike
from bongsu.audit.statements.closes_retold import closes_retold
from bongsu.audit.statements.contraries import contraries
from bongsu.audit.statements.cycles_begun import cycles_begun
from bongsu.audit.statements.definite_counts import definite_counts, pointed_back
from bongsu.audit.statements.denied_of_one import denied_of_one
from bongsu.audit.statements.first_times import FirstTime, first_times
from bongsu.audit.statements.framed import amends, framed_apart, told_of_others
from bongsu.audit.statements.gone_on import gone_on
from bongsu.audit.statements.headlines import contradictions
from bongsu.audit.statements.none_and_amounts import none_and_amounts
from bongsu.audit.statements.one_figure import mistyped
from bongsu.audit.statements.opposed_lists import opposed_lists
from bongsu.audit.statements.outlooks import outlooks
from bongsu.audit.statements.parts_retold import parts_retold
from bongsu.audit.statements.rows_retold import rows_retold
from bongsu.audit.statements.same_words import same_words
from bongsu.audit.statements.title_figures import title_figures
from bongsu.audit.statements.unbegun import Unbegun, unbegun
from bongsu.audit.statements.undertakings import Undone, undone
from bongsu.audit.statements.undone_stages import contradicted_stages
from bongsu.audit.statements.years_awaited import years_awaited
from bongsu.audit.telling import related_part, related_words
from bongsu.audit.times.put_off import put_off
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Claim, Evidence
from bongsu.patterns import lazy_regex, regex

_BEGINS = guarded_regex(
    r"\b(?P<past>(?:was|were|been)\s(?:\w+\s)?)?"
    r"(?:(?:expected|likely|set|poised|due|about|preparing|planning|ready|projected|forecast|"
    r"scheduled|yet|plans|intends|prepares|expects|hopes|wants|going)\sto|"
    r"(?:expects?|looks?\sfor|(?:fore)?sees?|wants?)\s(?P<who>it|them|(?:the\s)?[A-Z][\w ]{1,40}?|"
    r"the\s[a-z]+(?:\s[a-z]+)?|(?:[a-z]+\s)?[a-z]+s)(?:\sto)?|"
    r"will|may|could|might)\s"
    r"(?:soon\s|finally\s|now\s)?(?:begin(?:ning)?|start(?:ing)?|commenc(?:e|ing))\s"
    r"(?P<act>(?:to\s)?[a-z\-]+(?:\s(?!and\b|or\b|but\b)[a-z\-]+){0,3})"
)
_NEAR = 60  # code points between two tellings of one beginning
_RESUMED = regex(r"\b(?:again|resum\w*|re-?start\w*|anew|once\smore|next\sround)\b")


_OF_SOME = lazy_regex(r"\b(?:for|more|less|only|faster|slower|further)\b")  # another kind of it


@RULES.add("CO701", "to-begin-though-begun", Severity.ERROR)
def to_begin_though_begun(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A series of deeds is said to begin, though the text tells that it has gone on for a while."""
    day = context.day(evidence)
    sentences = list(prose(evidence))
    begins = [
        (place, match)
        for place, (_, words) in enumerate(sentences)
        for match in _BEGINS.finditer(words)
        if not match["past"]
        and not _RESUMED.search(words[match.start() :])
        and not _OF_SOME.search(match["act"])
    ]
    told: set[int] = set()
    for finding in gone_on(sentences, begins, evidence, day):
        told.update(range(finding.start, finding.end))
        yield finding
    every: list[Unbegun | Undone | FirstTime] = [
        *unbegun(evidence, day),
        *undone(evidence, day),
        *first_times(evidence),
        *begun_before(evidence, day),
        *cycles_begun(evidence, day),
    ]
    for ahead in every:
        if any(ahead.start <= at < ahead.end for at in told):
            continue
        if isinstance(ahead, FirstTime) and any(abs(at - ahead.start) < _NEAR for at in told):
            continue
        if _on_condition(evidence, ahead) or put_off(_sentence_of(evidence, ahead.start)):
            continue
        start, end = ahead.told
        planned = _ONE_OF_MANY.search(evidence.text, ahead.start, ahead.end + _ARTICLE)
        if planned and _ONE_OF_MANY.match(evidence.text, end):
            continue  # "plans to open a plant in Georgia. It opened a plant in Alabama"
        told.add(ahead.start)
        words = evidence.text[ahead.start : ahead.end]
        finding = RULES["CO701"].finding_at(
            evidence.document,
            ahead,
            f"“{words}”, but it is also told as begun: “{evidence.text[start:end]}”",
            related=[related_words(evidence, start, end, "it has begun")],
        )
        yield as_warning(finding) if ahead.sure else as_note(finding)
    for first, second, likely in contradicted_stages(evidence, day):
        if any(one.start <= at < one.end for one in (first, second) for at in told):
            continue
        finding = RULES["CO701"].finding_at(
            evidence.document,
            second,
            f"“{evidence.text[second.start : second.end]}” here, "
            f"“{evidence.text[first.start : first.end]}” of the same before",
            related=[related_part(evidence, first, "the other stage")],
        )
        yield as_warning(finding) if likely else as_note(finding)


@RULES.add("CO702", "opposites", Severity.NOTE, preview=True)
def opposites(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """One subject has two opposite properties in one text."""
    seen: dict[tuple[int, int, str], tuple[int, int]] = {}
    for sentence, words in prose(evidence):
        for match in _qualified().finditer(words):
            noun = stem(match["noun"])
            if not content_words(match["noun"]):
                continue  # "stronger than", "stable with"
            pair, pole = _pole(match["adjective"])
            if _is_group(match):
                continue
            span = (sentence.start + match.start(), sentence.start + match.end())
            other = seen.get((pair, 1 - pole, noun))
            if other is None:
                seen.setdefault((pair, pole, noun), span)
            else:  # what belies the first telling is no measure for the tellings behind it
                yield RULES["CO702"].finding(
                    evidence.document,
                    *span,
                    f"“{match[0]}” here, the opposite elsewhere",
                    related=[related_words(evidence, *other, "the opposite")],
                )

    told: set[int] = set()
    for here, there in (
        *contraries(evidence),
        *opposed_lists(evidence),
        *denied_of_one(evidence),
        *none_and_amounts(evidence),
    ):
        if not told.isdisjoint(range(*here)) or houses_apart(evidence, here[0], there[0]):
            continue
        if any(_EXCEPT.search(_sentence_of(evidence, at)) for at in (here[0], there[0])):
            continue
        told.update(range(*here))
        one, opposite = (evidence.text[start:end] for start, end in (here, there))
        yield RULES["CO702"].finding(
            evidence.document,
            *here,
            f"“{one}” here, “{opposite}” elsewhere: nothing is both",
            related=[related_words(evidence, *there, "the opposite")],
        )


_EXCEPT = lazy_regex(
    r"\b(?:exceptions?|except(?:ed|ing)?|apart\sfrom|aside\sfrom|other\sthan|but\sfor|with\sthe\sexclusion)\b",
    re.IGNORECASE,
)


@cache
def _qualified() -> re.Pattern[str]:
    words = [word for pair in table("consistency")["opposites"] for pole in pair for word in pole]
    return regex(
        rf"\b(?P<adjective>{alternation(words)})(?:\s(?:and|but|,)\s\w+)?\s(?P<noun>(?!than\b)[a-z]{{4,}})\b"
    )


def _is_group(match: re.Match[str]) -> bool:
    """Whether an age is that of some people, beside whom there may be others of the other age."""
    return match["adjective"] in table("consistency")["ages"] and (
        match["noun"].endswith("s") or match["noun"] in table("consistency")["people"]
    )


def _pole(adjective: str) -> tuple[int, int]:
    for place, pair in enumerate(table("consistency")["opposites"]):
        for pole, words in enumerate(pair):
            if adjective in words:
                return place, pole
    raise ValueError(adjective)


@RULES.add("CO704", "one-measure-two-values", Severity.WARNING)
def one_measure_two_values(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """One measure of one subject in one period has two values."""
    told: set[int] = set()
    for first, second, sure in _claimed_twice(evidence):
        if second.quantity.start not in told and not told_of_others(evidence, first, second):
            told.add(second.quantity.start)
            finding = _two_values(evidence, first, second)
            yield finding if sure else as_note(finding)
    for twice in clauses_alike(evidence):
        if twice.start not in told:
            told.add(twice.start)
            here, there = evidence.text[twice.start : twice.end], evidence.text[slice(*twice.other)]
            finding = RULES["CO704"].finding(
                evidence.document,
                twice.start,
                twice.end,
                f"{here} here, {there} {twice.why}",
                related=[related_words(evidence, *twice.other, "the other value")],
            )
            yield finding if twice.likely else as_note(finding)
    for before, after in years_awaited(evidence):
        yield as_note(
            RULES["CO704"].finding(
                evidence.document,
                after.start,
                after.end,
                f"{evidence.words(after)} here, {evidence.words(before)} before, for what seems "
                f"one "
                "thing to come",
                related=[related_part(evidence, before, "the other year")],
            )
        )
    for slip in (*against_rows(evidence, evidence), *runs_apart(evidence, evidence)):
        if slip.at[0] not in told:
            told.add(slip.at[0])
            here, there = evidence.text[slice(*slip.at)], evidence.text[slice(*slip.right)]
            finding = RULES["CO704"].finding(
                evidence.document,
                *slip.at,
                f"{here} here, {there} in the row of it",
                related=[related_words(evidence, *slip.right, "the other value")],
            )
            yield finding if slip.likely else as_note(finding)


def _claimed_twice(evidence: Evidence) -> Iterator[tuple[Claim, Claim, bool]]:
    """Yield two values that may be of one measure, and whether they surely are."""
    for said, again in contradictions(evidence):
        sure = _named_in_both(evidence, said.claim, again.claim)
        sure = sure and not framed_apart(evidence, said.claim, again.claim)
        yield said.claim, again.claim, sure
    own = [one for one in figures(evidence) if not amends(evidence, one.claim)]
    for first, second in pairs(own):
        if first.claim.sentence != second.claim.sentence:
            sure = surely_same(first, second) and not _comes_after(evidence, second.claim)
            sure = sure and _named_in_both(evidence, first.claim, second.claim)
            sure = sure and not framed_apart(evidence, first.claim, second.claim)
            yield first.claim, second.claim, sure
    for one, other in (
        *mistyped(evidence),
        *rows_retold(evidence),
        *definite_counts(evidence),
        *pointed_back(evidence),
        *same_words(evidence),
        *title_figures(evidence),
        *outlooks(evidence),
        *called_by_time(evidence),
        *parts_retold(evidence),
        *closes_retold(evidence),
        *cells_named(evidence),
        *twins_in_units(evidence),
    ):
        yield one, other, False  # digits alone bring them together


_CONDITION = lazy_regex(  # "to begin 180 days after the day on which notice of it is delivered"
    r"\b(?:after|once|when|if|until|upon|from|on)\b[^.;]{0,140}\b(?:is|are|has\sbeen)\s$"
)


_ARTICLE = 10  # code points behind a verb in which it is told which thing is meant
_ONE_OF_MANY = lazy_regex(
    r"\s(?:an?|another|two|three|four|five|several|some|more|new|(?:its|their)\s(?:\w+\s)?(?:first|second|third|"
    r"fourth|fifth|sixth|next|new|last))\s"
)


def _sentence_of(evidence: Evidence, at: int) -> str:
    return evidence.words(evidence.sentences[sentence_at(evidence, at)])


def _on_condition(evidence: Evidence, ahead: Unbegun | Undone | FirstTime) -> bool:
    """Whether what is done is only what the beginning waits for, in the same sentence."""
    start, _ = ahead.told
    if not ahead.end <= start or sentence_at(evidence, start) != sentence_at(evidence, ahead.start):
        return False
    return _CONDITION.search(evidence.text, ahead.end, start) is not None


_THEN = lazy_regex(r"\b(?:then|later|subsequently|thereafter|afterwards|eventually|before|again)\b")


def _comes_after(evidence: Evidence, claim: Claim) -> bool:
    """Whether a figure is what something came to after another one: "it was then expected"."""
    start = evidence.sentences[claim.sentence].start
    return _THEN.search(evidence.text, start, claim.quantity.start) is not None


def _named_in_both(evidence: Evidence, *claims: Claim) -> bool:
    """Whether the sentences of two figures name what these measure, and took it from no other."""
    for claim in claims:
        sentence = evidence.sentences[claim.sentence]
        words = content_words(claim.measure)
        in_table = evidence.block_of(sentence).kind is BlockKind.CELL
        if words and not in_table and not words & content_words(evidence.words(sentence)):
            return False
    return True


def _two_values(evidence: Evidence, first: Claim, second: Claim) -> Finding:
    one, other = first.quantity, second.quantity
    return RULES["CO704"].finding_at(
        evidence.document,
        other,
        f"{evidence.words(other)} here, {evidence.words(one)} before, for "
        f"{second.measure or first.measure or 'the same'}"
        + (f" in {second.period or first.period}" if second.period or first.period else ""),
        related=[related_part(evidence, one, "the other value")],
        evidence={"values": [one.value, other.value], "period": second.period},
    )
