"""The day on which the one agreement of a text entered into force, told twice and differently.

"KORUS was signed in 2007 and entered into force on March 15, 2012 ... in every year since the
agreement entered into force on May 15, 2012": where a text tells of two such days, and the second
is said of "the agreement", one part of them was mistyped.
"""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import prose
from bongsu.audit.times.called_back import TwoDays
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within

_IN_FORCE = guarded_regex(
    r"(?:\b(?P<generic>the\s(?:agreement|pact|deal|treaty|accord|law|act|amendment|FTA)|it)\s)?"
    r"(?:formally\s|first\s|itself\s)?\b(?:(?:entered|came|went)\sinto\s(?:force|effect)|took\seffect)\s(?:on\s|in\s)?$",
)


def in_force_twice(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the second of two days of one entry into force that differ in one part."""
    told: list[tuple[DateMention, bool]] = []
    for sentence, words in prose(evidence):
        for date in within(evidence.dates, sentence.start, sentence.end):
            match = _IN_FORCE.search(words[: date.start - sentence.start])
            if match is not None and date.granularity is Granularity.DAY and date.first:
                told.append((date, match["generic"] is not None))
    for date, generic in told if len(told) > 1 else ():
        others = [other for other, _ in told if other is not date]
        near = [other for other in others if _parts_apart(date, other) == 1]
        same = any(_parts_apart(date, other) == 0 for other in others)
        if generic and len(near) == 1 and not same and near[0].start < date.start:
            yield TwoDays(date=date, other=near[0], sure=True)


def _parts_apart(one: DateMention, other: DateMention) -> int:
    """Return in how many of year, month and day two days differ."""
    if one.first is None or other.first is None:
        return 3
    pairs = zip(one.first.timetuple()[:3], other.first.timetuple()[:3], strict=True)
    return sum(first != second for first, second in pairs)
