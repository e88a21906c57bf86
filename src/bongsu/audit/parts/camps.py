"""Camps that share one whole between them: sides of a question, and candidates of one vote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding
from bongsu.audit.needs import guarded_regex
from bongsu.audit.parts.groups_apart import of_two_groups
from bongsu.audit.reading.fits import rounded
from bongsu.audit.reading.sameness import neighbours
from bongsu.audit.reading.wording import alternation, as_warning, matcher, prose, table
from bongsu.audit.rules import RULES
from bongsu.audit.telling import related_part
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex, regex


def sides(first: str, second: str) -> bool:
    """Return whether two pieces of text each name one side of a question."""
    for pair in table("consistency")["sides"]:
        one, other = (regex(rf"\b(?:{'|'.join(words)})\b").search for words in pair)
        if (one(first) and other(second) and not one(second)) or (
            other(first) and one(second) and not other(second)
        ):
            return True
    if bool(_NOT_SO.search(first)) != bool(_NOT_SO.search(second)):
        return not (_NO.search(first) and _NO.search(second))
    return denied(first, second) or denied(second, first)


_NOT_SO = lazy_regex(  # "and 54 percent that it was not"
    r"\b(?:was|were|is|are|did|do|does|would|should|could|had|has|have)\s(?:not|n[’']t)(?=\s?(?:so)?\s?(?:[.,;)]|$))"
)
_NO = lazy_regex(r"\b(?:not|never|no|n[’']t)\b")
_PREFIXES = ("un", "dis", "in", "im", "ir", "non", "non-", "il")
_PLAIN = lazy_regex(r"[a-z-]{4,}")


def denied(first: str, second: str) -> bool:
    """Whether a word of one piece of text stands in another with a prefix that denies it.

    Examples
    --------
    >>> denied(" think it necessary, whereas ", " call it unnecessary")
    True
    """
    one, other = set(_PLAIN.findall(first)), set(_PLAIN.findall(second))
    return any(
        f"{prefix}{word}" in other and f"{prefix}{word}" not in one and word not in other
        for word in one
        for prefix in _PREFIXES
    )


_WON = r"(?:won|took|received|garnered|secured|got|gained|earned|captured|polled|had)"
_OF_VOTES = guarded_regex(r"\b(?:votes?|ballots?|election|electorate|voters)\b", re.IGNORECASE)
_TAKEN = lazy_regex(rf"\b{_WON}\s(?:about\s|some\s|only\s|just\s|nearly\s)?$")
_NOT_ONE_VOTE = lazy_regex(
    r"\b(?:turnout|counted|respectively|of (?:men|women|those|voters (?:in|aged))|while in|both|"
    r"in (?:the )?[A-Z]\w+ (?:province|city|county)|compared|than)\b"
)
_IN_PLACE = lazy_regex(r"(?:\sof\s(?:the\s)?votes?)?\sin\s(?:the\s)?[A-Z]")
_OF_OTHERS = lazy_regex(r"\sof\s(?!(?:the\s)?(?:respondents|them|those|people)\b)")
_ALL = 100.0  # percent
_SHORT = 10  # words of a sentence that leaves unsaid what it is about


def opposed_shares(evidence: Evidence) -> Iterator[Finding]:
    """Yield shares of one whole that come to more than all, for camps named around them."""
    before: tuple[Sentence, str] | None = None
    for sentence, words in prose(evidence):
        yield from _votes(evidence, sentence, words)
        yield from _parts(evidence, sentence, words)
        if before is not None and before[0].block == sentence.block:
            yield from _second_side(evidence, before, (sentence, words))
            yield from _of_two_choices(evidence, before[1], sentence, words)
        before = (sentence, words)


def _shares(evidence: Evidence, sentence: Sentence) -> list[Quantity]:
    return [
        q
        for q in within(evidence.quantities, sentence.start, sentence.end)
        if q.kind is Kind.PERCENT and q.value is not None and q.comparator is not Comparator.UNDER
    ]


def _more_than_all(evidence: Evidence, first: Quantity, second: Quantity) -> bool:
    more = rounded(first).low + rounded(second).low > _ALL
    return more and not of_two_groups(evidence, first, second)


_TWO_CHOICES = lazy_regex(
    r"\b(?:cho(?:ose|ice|osing)|decide|pick|vote|asked)\b[^.]{0,60}\b(?:between\s(?:the\s)?two|"
    r"(?:one\s)?of\s(?:the\s)?two|two\s(?:options|plans|packages|proposals|alternatives|drafts|ways))\b"
)
_CONTRAST = lazy_regex(r"\b(?:whereas|while|but|against|the\sother|and)\b")
_CHOSEN = lazy_regex(
    r"\b(?:cho(?:ice|se|sen)|prefer\w*|favou?r\w*|back\w*|opt\w*|pick\w*|want\w*|rather|"
    r"support\w*|vot\w+)\b"
)


def _of_two_choices(
    evidence: Evidence, before: str, sentence: Sentence, words: str
) -> Iterator[Finding]:
    """Yield the shares of those who chose the one and the other of two things."""
    shares = _shares(evidence, sentence)
    if len(shares) != 2 or not (_TWO_CHOICES.search(before) or _TWO_CHOICES.search(words)):
        return
    between = words[shares[0].end - sentence.start : shares[1].start - sentence.start]
    told = _CONTRAST.search(between) and _CHOSEN.search(words)
    if told and _more_than_all(evidence, *shares) and not _NOT_ONE_VOTE.search(between):
        yield _finding(evidence, *shares)


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
        if _IN_PLACE.match(between) and _IN_PLACE.match(words, second.end - sentence.start):
            continue  # of two votes
        if _more_than_all(evidence, first, second) and not _NOT_ONE_VOTE.search(between):
            yield _finding(evidence, first, second)


def _second_side(
    evidence: Evidence, before: tuple[Sentence, str], then: tuple[Sentence, str]
) -> Iterator[Finding]:
    """Yield "71 percent agreed. Only 46 percent opposed."."""
    first, second = _shares(evidence, before[0]), _shares(evidence, then[0])
    if len(first) != 1 or len(second) != 1 or len(then[1].split()) > _SHORT:
        return
    if _more_than_all(evidence, first[0], second[0]) and not _NOT_ONE_VOTE.search(then[1]):
        if _OF_OTHERS.match(then[1], second[0].end - then[0].start):
            return
        told = before[1][first[0].end - before[0].start :][:70]
        holders = (
            said[1][: q.start - said[0].start].lower()
            for said, q in zip((before, then), (first[0], second[0]), strict=True)
        )
        if sides(told, then[1][second[0].end - then[0].start :]) or _both_hold(*holders):
            yield _finding(evidence, first[0], second[0])


def _both_hold(first: str, second: str) -> bool:
    """Whether two sides are told by one verb of holding: "foreigners hold 61, locals have 39"."""
    return (
        sides(first, second)
        and _HOLD.search(first) is not None
        and _HOLD.search(second) is not None
    )


_HOLD = lazy_regex(
    r"\b(?:hold|holds|held|owns?|owned|have|has|had|make up|makes up|made up|account\w* for|"
    r"control\w*|"
    r"supply|supplies|supplied|take|takes|took) (?:about |some |only |just |another |the other )?$"
)
_SEVERAL = regex(
    r"\b(?:multiple|several|more\sthan\sone|both|each|up\sto|respectively|among|compared|than|"
    r"those|second|"
    r"while\sin|overlap\w*|combined|together)\b|\b(?:its|their|his|her)\b"
)
_ELSEWHERE = lazy_regex(r"\bin\s(?:the\s)?(?:[A-Z]|\d{4}|\w+\s(?:half|quarter))")
_WHOLE = lazy_regex(r"^\sof\s(?:the\s|all\s|total\s)*(?P<whole>[a-z][\w-]*(?:\s[a-z][\w-]*)?)")
_AND = lazy_regex(
    r"(?:,?\s(?:and|while|whereas|but)|[,;])\s(?:followed\sby\s)?"
    r"(?P<holder>(?:the\s)?[\w’'&.-]+(?:\s[\w’'&.-]+){0,5}?)"
    r"(?:\s(?:with|at|for|another|about|some))?\s$"
)
_SAME_WAY = lazy_regex(
    r"\s(?:of\s[\w\s]{2,30}?\s)?(?P<verb>[a-z]+(?:\s[a-z]+)?)\s(?P<way>to|from|on|into)\s"
)


def _parts(evidence: Evidence, sentence: Sentence, words: str) -> Iterator[Finding]:
    """Yield shares of one whole, named once, that holders with nothing in common are given."""
    shares = _shares(evidence, sentence)
    if len(shares) < 2 or _SEVERAL.search(words):
        return
    for first, second in neighbours(shares):
        if not _more_than_all(evidence, first, second):
            continue
        before = words[: first.start - sentence.start]
        between = words[first.end - sentence.start : second.start - sentence.start]
        after = words[second.end - sentence.start :]
        if _OF_OTHERS.match(after) or _ELSEWHERE.search(f"{between} {after[:40]}"):
            continue
        if _apart(before, between, after):
            yield _finding(evidence, first, second)


def _apart(before: str, between: str, after: str) -> bool:
    """Whether two shares are given to holders of one whole that have nothing in common."""
    words = table("consistency")
    whole = _WHOLE.match(between) or regex(r"\b[Oo]f\s(?:the|all)\s[\w\s]+,\s$").search(before)
    flow = _SAME_WAY.match(between)
    if flow and whole and re.search(rf"\b{alternation(words['flows'])}\s{flow['way']}\s", between):
        return re.match(rf"\s{flow['way']}\s", after) is not None
    last = regex(r"\bthe\s(?:rest|remainder|others?),?\s$").search(between)
    if last and whole:
        return True
    if whole and regex(r"\b(?:respondents|voters|people|those|adults|them)\b").search(whole[0]):
        named = regex(r"(?:\sand|\swhile|[,;])\s$").search(between) and regex(
            r"\s(?!of\b)\w"
        ).match(after)
        return named is not None and matcher("consistency", "one_choice").search(before) is not None
    second = _AND.search(between)
    if second and _ATTITUDE.search(second["holder"]) and _ATTITUDE.search(before):
        return sides(before[-_LONG:].lower(), second["holder"].lower())
    if second is None or whole is None:
        return False
    holder = re.sub(
        rf"\s{alternation((*words['makes'], *words['supplies']))}$", "", second["holder"]
    )
    verb = re.search(rf"{alternation((*words['makes'], *words['supplies']))}\s(?:\w+\s)?$", before)
    if verb is None or not holder:
        return False
    if any(verb[0].startswith(one) for one in words["supplies"]):
        return sides(before, holder) or not _PERSONS.search(f"{before} {holder}")
    named = regex(r"(?:^|\s)(?:the\s)?(?:[A-Z][\w.-]+\s)+$").search(before[: verb.start()])
    return named is not None and _is_name(holder) and not _nested(before, holder)


_LONG = 60  # code points before a share in which its side is named
_ATTITUDE = lazy_regex(
    r"\b(?:dis)?approval|\bsupport|\bopposition|\bdis?trust|\b(?:un)?favou?rable\b", re.IGNORECASE
)
_PERSONS = lazy_regex(
    r"\b(?:women|men|young\w*|old\w*|foreign\w*|people|graduates|workers|households|firms|"
    r"companies|owners|"
    r"investors|\d+s)\b",
    re.IGNORECASE,
)


def _is_name(holder: str) -> bool:
    return all(w[0].isupper() for w in holder.split() if w not in {"and", "the", "of"})


def _nested(one: str, other: str) -> bool:
    """Whether one of two names is a continent or a bloc and the other may be a part of it."""
    regions = [bool(_REGION.search(words)) for words in (one, other)]
    return regions[0] != regions[1]


_REGION = lazy_regex(
    r"\b(?:Asia|Europe|Africa|America|Americas|Middle\sEast|EU|European\sUnion|ASEAN|G7|G20|OECD|"
    r"NATO|World)\b"
)


def _finding(evidence: Evidence, first: Quantity, second: Quantity) -> Finding:
    return as_warning(
        RULES["CO703"].finding_at(
            evidence.document,
            second,
            f"{evidence.words(first)} and {evidence.words(second)} on opposite sides are more than "
            "all",
            related=[related_part(evidence, first, "the other side")],
        )
    )
