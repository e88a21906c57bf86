"""Days of a chronology of a bank's moves, against the days of its decisions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.changes.chronologies import Move, moves
from bongsu.audit.reading.digit_slips import slip_of_date
from bongsu.audit.reading.wording import table
from bongsu.audit.references import Decision, decisions
from bongsu.evidence.mentions import Evidence

_BANKS = ("BOK", "Fed")  # every decision of these is known
_HEAD = 600  # code points in which a list says whose moves it tells
_FEWEST = 2  # moves on days that are known, so that the list is that of the bank


class Misdated(NamedTuple):
    """A move on a day of no decision, and the decision that it tells of."""

    move: Move
    meant: Decision


def misdated_decisions(evidence: Evidence, day: dt.date | None) -> Iterator[Misdated]:
    """Yield the moves of a list of which the day is a slip from that of their decision."""
    listed = moves(evidence)
    bank = _bank(evidence) if len(listed) > _FEWEST else ""
    known = decisions(bank, day) if bank else []
    right = [move for move in listed if any(_is(move, one) for one in known)]
    if len(right) < max(_FEWEST, len(listed) // 2):
        return
    told = {one.decided for one in known for move in right if _is(move, one)}
    for move in listed:
        if any(abs((one.decided - move.day).days) <= 1 for one in known):
            continue
        meant = [
            one
            for one in known
            if one.high == move.level
            and (one.change > 0) is (move.size > 0)
            and one.decided not in told
            and slip_of_date(move.day, one.decided)
        ]
        if len(meant) == 1:
            yield Misdated(move, meant[0])


def _is(move: Move, made: Decision) -> bool:
    return abs((made.decided - move.day).days) <= 1 and made.high == move.level


def _bank(evidence: Evidence) -> str:
    """Return the one bank that the head of an article names."""
    article = evidence.article
    head = f"{article.title} {evidence.text[article.start : article.start + _HEAD]}"
    banks = table("staleness")["banks"]
    named = [one for one in banks if re.search(rf"\b(?:{'|'.join(banks[one])})\b", head)]
    return named[0] if len(named) == 1 and named[0] in _BANKS else ""
