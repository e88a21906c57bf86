"""Statements of one text that cannot all be right (CO)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.rules import RULES, Context
from bongsu.audit.sameness import figures, pairs, surely_same
from bongsu.audit.wording import (
    alternation,
    as_note,
    proper_names,
    prose,
    quoted,
    stem,
    table,
)
from bongsu.evidence.mentions import Evidence, Sentence

_ORDINAL = (
    r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\d+(?:nd|rd|th))"
)
_BEGINS = re.compile(
    r"\b(?P<past>(?:was|were|been)\s(?:\w+\s)?)?"
    r"(?:(?:expected|likely|set|poised|due|about|preparing|planning|ready|projected|forecast|"
    r"scheduled|yet|plans|intends|prepares|expects|hopes|wants|going|"
    r"expects?\s(?P<who>it|them|(?:the\s)?[A-Z][\w ]{1,40}|the\s[a-z]+(?:\s[a-z]+)?|[a-z]+s))\sto|"
    r"will|may|could|might)\s"
    r"(?:soon\s|finally\s|now\s)?(?:begin|start|commence)\s"
    r"(?P<act>(?:to\s)?[a-z\-]+(?:\s(?!and\b|or\b|but\b)[a-z\-]+){0,3})"
)
_CONTINUED = re.compile(
    rf"\b(?P<mark>{_ORDINAL}[\s\-](?:consecutive|straight|successive)|(?:yet\s)?another|"
    r"(?:a|the|its|their)\s(?:latest|further)|continue[sd]?\sto|"
    rf"for\s(?:a|the)\s{_ORDINAL}\s(?:consecutive|straight|successive|time)|once\sagain|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s(?:consecutive\s)?(?:times|meetings)|"
    rf"{_ORDINAL}(?=\s\w+\sin\sa\srow\b))\b"
)
_MOST = 40  # beginnings, or majorities of one paragraph, that are compared with the rest
_CLOSE = 60  # code points around a mark of continuation in which its deed stands
_RESUMED = re.compile(r"\b(?:again|resum\w*|re-?start\w*|anew|once\smore|next\sround)\b")


def _related(evidence: Evidence, start: int, end: int, message: str) -> Related:
    return Related(start=start, end=end, message=message, document=evidence.document)


@cache
def _deeds(name: str) -> dict[str, re.Pattern[str]]:
    return {
        kind: re.compile(rf"\b(?:{'|'.join(forms)})", re.IGNORECASE)
        for kind, forms in table("consistency")[name].items()
    }


def _kinds(name: str, words: str) -> frozenset[str]:
    return frozenset(kind for kind, pattern in _deeds(name).items() if pattern.search(words))


@RULES.add("CO701", "to-begin-though-begun", Severity.ERROR)
def to_begin_though_begun(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A series of deeds is said to begin, though the text tells that it has gone on for a while."""
    sentences = list(prose(evidence))
    begins = [
        (place, match)
        for place, (_, words) in enumerate(sentences)
        for match in _BEGINS.finditer(words)
        if not match["past"] and not _RESUMED.search(words[match.start() :])
    ]
    if not begins:
        return
    for place, match in begins[:_MOST]:
        sentence, words = sentences[place]
        named = match["who"] if match["who"] and match["who"] not in {"it", "them"} else ""
        deeds, things = _kinds("deeds", match["act"]), _kinds("things", f"{named} {match['act']}")
        who = _doer(named or words[: match.start()]) or _doer(_before(sentences, place))
        if named and named == named.lower():
            who = frozenset({named.split()[-1]})
        if not deeds or not things or not who:
            continue
        for other, (told, said) in enumerate(sentences):
            before = sentences[other - 1][1] if other and _same_block(sentences, other) else ""
            mark = _goes_on(said, before, deeds, things, who)
            if mark is None or other == place:
                continue
            yield RULES["CO701"].finding(
                evidence.document,
                sentence.start + match.start(),
                sentence.start + match.end(),
                f"“{match[0]}”, but the text also tells of the “{said[mark[0] : mark[1]]}”",
                related=[
                    _related(evidence, told.start + mark[0], told.start + mark[1], "it goes on")
                ],
            )
            break


def _before(sentences: list[tuple[Sentence, str]], place: int) -> str:
    """Return the sentences of the text before one, of which "it" may speak."""
    return " ".join(words for _, words in sentences[max(0, place - 2) : place])


def _same_block(sentences: list[tuple[Sentence, str]], place: int) -> bool:
    return sentences[place - 1][0].block == sentences[place][0].block


def _doer(before: str) -> frozenset[str]:
    """Return the words of the last name before a verb."""
    names = [name for _, _, name in proper_names(before)]
    if not names:
        return frozenset()
    for forms in table("staleness")["banks"].values():
        if re.search(rf"(?:{'|'.join(forms)})$", names[-1]):
            return frozenset(form.replace(r"\s", " ") for form in forms)
    return frozenset({names[-1].removeprefix("The ")})


def _goes_on(
    said: str, before: str, deeds: frozenset[str], things: frozenset[str], who: frozenset[str]
) -> tuple[int, int] | None:
    """Return where a sentence says that somebody does something not for the first time."""
    around = f"{before} {said}"
    if not any(name in around or name in around.lower() for name in who):
        return None
    others = quoted(said)
    for mark in _CONTINUED.finditer(said):
        if any(start <= mark.start() < end for start, end in others):
            continue
        begin = max(0, mark.start() - _CLOSE)
        clause = said[begin : mark.end() + _CLOSE]
        behind = re.match(r"(?:\s[\w\-]+){1,3}", said[mark.end() :])
        named = behind is not None and bool(_kinds("deeds", behind[0]) & deeds)
        verbal = mark["mark"].startswith("for ") or not mark["mark"].endswith(
            ("consecutive", "straight", "successive")
        )
        told = verbal and bool(_kinds("deeds", clause) & deeds)
        if (named or told) and _kinds("things", around) & things:
            return mark.start(), mark.end() + (len(behind[0]) if behind and named else 0)
    return None


@RULES.add("CO702", "opposites", Severity.NOTE, preview=True)
def opposites(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """One subject has two opposite properties in one text."""
    seen: dict[tuple[int, int, str], tuple[int, int]] = {}
    for sentence, words in prose(evidence):
        for match in _qualified().finditer(words):
            noun = stem(match["noun"])
            pair, pole = _pole(match["adjective"])
            span = (sentence.start + match.start(), sentence.start + match.end())
            seen.setdefault((pair, pole, noun), span)
            other = seen.get((pair, 1 - pole, noun))
            if other is not None:
                yield RULES["CO702"].finding(
                    evidence.document,
                    *span,
                    f"“{match[0]}” here, the opposite elsewhere",
                    related=[_related(evidence, *other, "the opposite")],
                )


@cache
def _qualified() -> re.Pattern[str]:
    words = [word for pair in table("consistency")["opposites"] for pole in pair for word in pole]
    return re.compile(
        rf"\b(?P<adjective>{alternation(words)})(?:\s(?:and|but|,)\s\w+)?\s(?P<noun>[a-z]{{4,}})\b"
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
    for first, second in pairs(list(figures(evidence))):
        if first.claim.sentence == second.claim.sentence:
            continue
        one, other = first.quantity, second.quantity
        finding = RULES["CO704"].finding(
            evidence.document,
            other.start,
            other.end,
            f"{evidence.words(other)} here, {evidence.words(one)} before, for "
            f"{second.claim.measure} in {second.claim.period}",
            related=[_related(evidence, one.start, one.end, "the other value")],
            evidence={"values": [one.value, other.value], "period": second.claim.period},
        )
        yield finding if surely_same(first, second) else as_note(finding)
