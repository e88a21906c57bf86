"""Points told apart from the two percentages that they should lie between.

"From 9 to 13 percent" leaves no doubt where something goes from and to; points told of it one or
two sentences on must be the difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.reading.changed import told_apart
from bongsu.audit.reading.far_pairs import Trio, both_of_kind
from bongsu.audit.reading.fits import difference, fits
from bongsu.audit.reading.placed import Pair, in_order, pairs, placed
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_NEAR = 2  # sentences between points and the levels that they lie between
_ROOM = (0.4, 2.5)  # of the right difference: points farther off are of other levels


def in_steps(evidence: Evidence) -> Iterator[Trio]:
    """Yield two percentages, one "from" and one "to", and points near them that are not between."""
    told = [change for change in told_apart(evidence) if change.quantity.kind is Kind.POINTS]
    every = [pair for pair in pairs(evidence) if both_of_kind(pair, Kind.PERCENT)] if told else []
    for change in told:
        said, way = change.quantity, change.way
        if any(_between_exactly(said, pair) for pair in every):
            continue
        near = [
            in_order(way, *pair)
            for pair in every
            if pair[0].frame is pair[1].frame
            and 0 <= change.frame.index - pair[0].frame.index <= _NEAR
            and change.frame.sentence.block == pair[0].block
        ]
        beside = [each for each in placed(evidence) if each.frame is change.frame]
        if len(near) != 1 or beside or said.comparator is not Comparator.EXACT:
            continue
        if _from_to(evidence, *near[0]) and _points_within_room(said, *near[0]):
            yield (*near[0], said)


def _between_exactly(said: Quantity, pair: Pair) -> bool:
    """Whether points lie between two percentages; rates that somebody sets are not rounded."""
    if _SET.search(pair[0].frame.text.lower()) and pair[0].frame is pair[1].frame:
        return abs(abs(pair[0].value - pair[1].value) - (said.value or 0.0)) < _DUST
    return fits(said, difference, pair[0].quantity, pair[1].quantity)


_DUST = 1e-6
_SET = lazy_regex(
    r"\b(?:(?:contribution|tax|duty|tariff|levy|replacement|policy|base|benchmark|discount|premium|"
    r"statutory|legal|interest|reserve|capital|subsidy|withholding|quota)s? "
    r"(?:rate|ratio|requirement)s?|"
    r"(?:tariff|dut(?:y|ies)|lev(?:y|ies)|surcharge|surtax|quota|ceiling|cap|threshold|royalt\w+|vat)\b)"
)


def _from_to(evidence: Evidence, before: Quantity, after: Quantity) -> bool:
    """Whether two levels are told as where something goes from and where it goes to."""
    first, second = sorted((before, after), key=lambda level: level.start)
    lead = evidence.text[max(0, first.start - _LEAD) : first.start].lower()
    between = evidence.text[first.end : second.start].lower()
    if _FROM.search(lead):
        return first is before and _GOES_TO.search(between) is not None
    return first is after and _FROM.search(between) is not None and len(between) < _LEAD


_LEAD = 40
_FROM = lazy_regex(r"\bfrom (?:(?:about|some|the|its|their|a|just|only) ){0,2}$")
_GOES_TO = lazy_regex(r"\bto (?:(?:about|some|the|a|just|only) ){0,2}$")


def _points_within_room(said: Quantity, before: Quantity, after: Quantity) -> bool:
    apart = abs((after.value or 0.0) - (before.value or 0.0))
    return _ROOM[0] * apart <= (said.value or 0.0) <= _ROOM[1] * apart
