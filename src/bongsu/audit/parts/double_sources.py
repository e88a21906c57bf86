"""Shares, in words or in percent, of one amount from two sources that come to more than it.

"Net exports accounted for over half of growth, and domestic demand supplied two-thirds of it": the
second clause points back to what the first one divides. Only verbs that divide an amount count;
what people are or do may hold for most of them twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding
from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import content_words, prose
from bongsu.audit.rules import RULES
from bongsu.audit.telling import related_words
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_SHARE = (
    r"(?:(?P<{0}h>over|more than|well over|at least|about|some|nearly|almost|roughly|around|"
    r"another|a further|"
    r"as much as|fully) )*(?P<{0}>half|two[- ]thirds|three[- ](?:quarters|fourths)|three[- ]fifths|"
    r"four[- ]fifths|(?:a|one)[- ]third|(?:a|one)[- ]quarter|the majority|a majority|the bulk|most|"
    r"\d{{1,2}}(?:\.\d+)? ?(?:percent|%))"
)
_VERB = (
    r"(?:account(?:s|ed|ing)? for|suppl(?:ies|ied|y)|contribut(?:es|ed|e|ing)|provid(?:es|ed|e)|"
    r"generat(?:es|ed|e)|"
    r"represent(?:s|ed)?|ma[dk]es? up|made up|drove|driv(?:es|en)|explain(?:s|ed)?|brought(?: in)?|"
    r"deliver(?:s|ed)?|absorb(?:s|ed)?|bought|buys?|took|takes?|h[eo]lds?|held|ow(?:es|ed)|owns?|"
    r"owned|"
    r"financ(?:es|ed)|pa(?:ys|id)(?: for)?|produc(?:es|ed)|consum(?:es|ed)|us(?:es|ed)|came to|"
    r"made|for)"
)
_FIRST = guarded_regex(
    rf"(?P<who>[\w\u2019' -]{{3,80}}?) {_VERB} {_SHARE.format('a')} of "
    r"(?P<whole>(?:the |all |its |their |total |overall |"
    r"[A-Z]\w+[\u2019']s )*[a-z][\w-]*(?: [a-z][\w-]*){0,3})"
)
_SECOND = regex(
    rf"(?:,|;|\.|\band\b|\bwhile\b|\balthough\b|\bthough\b|\bwhereas\b|\bbut\b) ?"
    rf"(?P<other>[\w\u2019' -]{{3,60}}?) {_VERB} {_SHARE.format('b')} of "
    r"(?:it|them|that|this|the same|the total|the whole|that (?:amount|total|growth|"
    r"sum))\b(?! [a-z]+ed\b)"
)
_POINTS_BACK = regex(r" of (?:it|them|that|this|the (?:same|total|whole))\b")
_WAY = r"(?P<{0}way> (?:[a-z]+ ){{0,2}}?(?P<{0}to>to|from|on|into|by) )"
_FLOW = guarded_regex(
    rf"(?P<who>){_SHARE.format('a')} of "
    rf"(?P<whole>(?:the |all |its |their |total |"
    rf"[A-Z]\w+[\u2019']s )*[a-z][\w-]*(?: [a-z][\w-]*)?){_WAY.format('a')}"
)
_FLOW_TOO = regex(
    rf"(?:,|;|\.|\band\b|\bwhile\b) (?:and |while )?(?P<other>){_SHARE.format('b')} of "
    rf"(?:it|them|that|this){_WAY.format('b')}"
)
_VALUES = {
    "half": 1 / 2,
    "two thirds": 2 / 3,
    "three quarters": 3 / 4,
    "three fourths": 3 / 4,
    "three fifths": 3 / 5,
    "four fifths": 4 / 5,
    "a third": 1 / 3,
    "one third": 1 / 3,
    "a quarter": 1 / 4,
    "one quarter": 1 / 4,
}
_MOST = 0.501  # "most", "the majority", "the bulk"
_ROUGH = 0.03  # of the whole: words for fractions are rough
_NESTED = lazy_regex(
    r"\b(?:of which|of whom|including|also|too|both|in turn|respectively|offset|minus|negative|"
    r"drag\w*|"
    r"combined|together|overlap\w*|among (?:them|these)|memory|part of)\b",
    re.IGNORECASE,
)
_LONGEST = 600  # code points of two sentences; more is no such statement


def double_sources(evidence: Evidence) -> Iterator[tuple[int, int, int, int]]:
    """Yield where a second share stands, and where the first one, that are more than all."""
    rows = list(prose(evidence))
    for place, (sentence, words) in enumerate(rows):
        then = rows[place + 1] if place + 1 < len(rows) else None
        end = then[0].end if then and then[0].block == sentence.block else sentence.end
        flat = evidence.text[sentence.start : end].replace("\n", " ")
        if " of " not in flat or len(flat) > _LONGEST:
            continue
        first, second = _pair(flat, len(words))
        if first is None or second is None or _NESTED.search(flat[first.start() : second.end()]):
            continue
        if _value(first["a"]) + _value(second["b"]) <= 1.0 + _ROUGH + _hedged(first, second):
            continue
        if content_words(first["who"]) & content_words(second["other"]):
            continue  # "chips ..., and memory chips"
        later = _years(flat[second.start() : second.end() + 20])
        if later and not later & _years(flat[: second.start()]):
            continue
        yield (
            sentence.start + second.start("b"),
            sentence.start + second.end("b"),
            sentence.start + first.start("a"),
            sentence.start + first.end("a"),
        )


def _pair(flat: str, end: int) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """Return a share of an amount, and a second one that points back to the same amount."""
    if _POINTS_BACK.search(flat) is None:
        return None, None
    first = _FIRST.search(flat, 0, end)
    second = _SECOND.search(flat, first.end()) if first is not None else None
    if second is None:
        first = _FLOW.search(flat, 0, end)
        second = _FLOW_TOO.search(flat, first.end()) if first is not None else None
        if first and second and first["ato"] != second["bto"]:
            return None, None
    return first, second


def _value(written: str) -> float:
    plain = written.lower().replace("-", " ")
    number = regex(r"[\d.]+").match(plain)
    return float(number[0]) / 100 if number else _VALUES.get(plain, _MOST)


def _hedged(first: re.Match[str], second: re.Match[str]) -> float:
    """Return how much less two shares may be than they are called."""
    loose = {"about", "some", "nearly", "almost", "roughly", "around", "as much as"}
    return 0.03 * sum(word in loose for word in (first["ah"], second["bh"]))


def _years(words: str) -> set[str]:
    return set(regex(r"\b(?:19|20)\d\d\b").findall(words))


def doubled_findings(evidence: Evidence) -> Iterator[Finding]:
    """Yield findings on second shares of an amount that leave less than nothing for it."""
    for start, end, begin, stop in double_sources(evidence):
        related = related_words(evidence, begin, stop, "the other source")
        yield RULES["CO703"].finding(
            evidence.document,
            start,
            end,
            f"“{evidence.text[begin:stop]}” and “{evidence.text[start:end]}” of one amount "
            "are more than all",
            related=[related],
        )
