"""Shares of one whole on both sides of a question that are more than all of it (CO703)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding
from bongsu.audit.parts.camps import sides
from bongsu.audit.parts.groups_apart import of_two_groups
from bongsu.audit.reading.fits import rounded
from bongsu.audit.reading.sameness import neighbours
from bongsu.audit.reading.wording import as_warning, matcher, prose, sentence_at
from bongsu.audit.rules import RULES
from bongsu.audit.telling import related_part
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex, regex

_ALL = 100.0  # percent


def opposite_sides(evidence: Evidence) -> Iterator[Finding]:
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
            if rounded(first).low + rounded(second).low <= _ALL:
                continue
            between = words[first.end - sentence.start : second.start - sentence.start]
            after = words[second.end - sentence.start :][:70]
            before = words[: first.start - sentence.start][-70:]
            if _RATES.search(before) or _BASE.search(between) or _OWN_WHOLE.search(between):
                continue
            if at_two_times(evidence, first, second) or of_two_groups(evidence, first, second):
                continue
            if (
                _opposed(between, after) or _opposed_holders(before, between, after)
            ) and not matcher("consistency", "regardless").search(words):
                yield as_warning(
                    RULES["CO703"].finding_at(
                        evidence.document,
                        second,
                        f"{evidence.words(first)} and {evidence.words(second)} on opposite sides "
                        "are more than all",
                        related=[related_part(evidence, first, "the other side")],
                    )
                )


_OWN_WHOLE = lazy_regex(  # "and of restaurant owners 52 percent"
    r"\b(?:of|among)\s(?:the\s)?[a-z][\w\s-]{2,40},?\s$"
)


def at_two_times(evidence: Evidence, first: Quantity, second: Quantity) -> bool:
    """Whether each of two shares has its own time: "in May, 53 percent ...; in June, 51"."""
    sentence = evidence.sentences[sentence_at(evidence, first.start)]
    own = within(evidence.dates, sentence.start, first.start)
    return bool(own) and bool(within(evidence.dates, first.end, second.start))


_BASE = lazy_regex(  # the share of an earlier time, and of no other side
    r"\b(?:(?:up|down|higher|lower|rising|falling|more|less)\s(?:from|than)|compared\s(?:with|to)|after)\s"
    r"(?:about\s|some\s|around\s)?$"
)
_RATES = lazy_regex(  # what is no share of one whole, whoever has it
    r"\b(?:returns?|yields?|rates?|growth|inflation|margins?|gains?|losses|tariffs?|dut(?:y|ies)|"
    r"earned|accuracy|coverage|occupancy|turnout)\b[^.;]*$",
    re.IGNORECASE,
)


_HOLDS = regex(
    r"\b(?:hold|held|holds|own|owns|owned|ma[dk]e up|makes up|account(?:s|ed)? for|compris\w+|"
    r"constitut\w+|represent\w*|came to|come to|amount\w* to|(?P<be>are|were|is|was))"
    r"(?: about| some| nearly| almost| roughly)? $"
)
_OF = regex(r"\sof\s(?:the\s|all\s|its\s|their\s)*(?P<whole>\w+)")


def _opposed_holders(before: str, between: str, after: str) -> bool:
    """Whether two sides that name themselves first share one whole between them.

    "Women make up 55 percent of the staff and men 52 percent": the second share may leave the whole
    unsaid, and may not name another one.
    """
    subject = regex(r"[.;:,]").split(before)[-1].lower()
    verb, whole, other = _HOLDS.search(subject), _OF.match(between), _OF.match(after)
    if verb is None or (verb["be"] and whole is None):
        return False  # "the rate of women is 55 percent"
    if other and (whole is None or whole["whole"] != other["whole"]):
        return False
    side = regex(r"[,;]|\band\b|\bwhile\b|\bbut\b").split(between)[-1].lower()
    return len(side.split()) < _LONG_SIDE and sides(subject, side)


_LONG_SIDE = 7  # words before the second share


def _opposed(first: str, second: str) -> bool:
    if regex(
        r"\sof\b(?!\s(?:them|those|these|(?:the\s)?(?:respondents|people|adults|koreans|voters|"
        r"\d[\d,]*))\b)"
    ).match(first):
        return False  # a share of the one side, not the share that the side is
    return sides(first, second)
