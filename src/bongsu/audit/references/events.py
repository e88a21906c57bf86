"""Dated events that policy writing on Korea keeps returning to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.evidence.dictionary import Phrases
from bongsu.evidence.sourced import known, parts, rows, span


class Event(NamedTuple):
    """Something that happened, or was set to happen, on a day, in a month or in a year."""

    id: str
    what: str  # in one line, for people
    kind: str  # one of `KINDS`
    action: str  # one of `ACTIONS`: what took place then
    topic: str  # what it took place with; a treaty's signature and entry into force share it
    number: int | None  # of a row of events: 57 for the 57th meeting
    start: str  # EDTF: a day, month, quarter or year
    end: str  # EDTF of its end, "" if it is over at once or has not ended
    names: tuple[str, ...]  # by which a text refers to it or to its topic
    own: bool  # whether the names mean this event alone, not others of the topic too
    planned: bool  # known before it took place: a law's entry into force, an election
    supersedes: str  # id of the event whose outcome it replaces
    known_from: dt.date
    source: str  # id in `bongsu.evidence.sourced.sources`

    @property
    def first(self) -> dt.date:
        """The earliest day on which it can have begun."""
        return span(self.start)[0]

    @property
    def last(self) -> dt.date:
        """The latest day on which it can have ended, or begun where it has no end."""
        return span(self.end or self.start)[1]

    @property
    def start_last(self) -> dt.date:
        """The latest day on which it can have begun."""
        return span(self.start)[1]


KINDS = {
    "treaty": "a treaty or agreement between states",
    "law": "an act, amendment, decree or executive order",
    "election": "an election or referendum",
    "term": "an inauguration, impeachment, removal or resignation",
    "summit": "a meeting of heads of state or government",
    "meeting": "a meeting of ministers or officials, alone or in a row",
    "document": "a strategy, plan, report, fact sheet or declaration",
    "court": "a decision or hearing of a court",
    "tariff": "a proclamation, notice or measure on tariffs",
    "deal": "a trade or investment deal between states",
    "company": "a deal, plant, merger or failure of companies",
    "index": "a review by a provider of indices or ratings",
    "statistic": "a release of statistics or a projection",
    "finance": "a crisis, programme or regime of money and markets",
    "test": "a nuclear or missile test, or a launch into space",
    "attack": "an attack, war, coup or clash",
    "resolution": "a resolution of the United Nations Security Council",
    "membership": "an accession, membership, chair or seat",
    "health": "an epidemic or a medical matter of state",
    "disaster": "an accident or natural disaster",
    "sport": "games and exhibitions",
    "alliance": "a base, command, deployment or exercise of the alliance",
}
ACTIONS = frozenset(
    (
        *("signed", "agreed", "in force", "amended", "ended", "suspended", "withdrawn"),
        *("passed", "promulgated", "effective", "proposed", "repealed", "ratified", "initialled"),
        *("held", "elected", "inaugurated", "impeached", "removed", "resigned", "sentenced"),
        *("appointed", "died", "arrested", "acquitted", "reinstated"),
        *("released", "announced", "published", "adopted", "argued", "decided", "stayed"),
        *("opened", "closed", "began", "happened", "tested", "launched", "joined", "founded"),
        *("completed", "deployed", "dissolved", "declared", "lifted", "designated", "reached"),
        *("reviewed", "renamed"),
    )
)


class NamedEvent(NamedTuple):
    """A place of a text that names an event or its topic."""

    start: int
    end: int
    events: tuple[Event, ...]  # all that bear the name, in order of their start


class Events:
    """All dated events; every look-up sees only what was known on its day."""

    def __init__(self, every: tuple[Event, ...]) -> None:
        self.all = every
        self._by_id = {event.id: event for event in every}
        self._by_topic: dict[str, list[Event]] = {}
        for event in every:
            self._by_topic.setdefault(event.topic, []).append(event)
        self._phrases: Phrases[Event] | None = None

    def get(self, id_: str, as_of: dt.date | None = None) -> Event | None:
        """Return the event of an id, if it was known."""
        event = self._by_id.get(id_)
        return event if event and known(event.known_from, as_of) else None

    def topic(
        self,
        topic: str,
        *,
        action: str = "",
        number: int | None = None,
        as_of: dt.date | None = None,
    ) -> tuple[Event, ...]:
        """Return the events of a topic, in order of their start.

        Parameters
        ----------
        topic : str
            As in `Event.topic`.
        action : str, optional
            One of `ACTIONS`; any if left out.
        number : int, optional
            Of a row of events, such as the 57th meeting; any if left out.
        as_of : date, optional
            The day; today's knowledge if left out.

        Examples
        --------
        >>> events().topic("mutual-defense-treaty", action="signed")[0].start
        '1953-10-01'
        """
        return tuple(
            event
            for event in self._by_topic.get(topic, ())
            if action in {"", event.action}
            and (number is None or event.number == number)
            and known(event.known_from, as_of)
        )

    def named(self, text: str, as_of: dt.date | None = None) -> Iterator[NamedEvent]:
        """Yield every place of a text that names an event, the longest name at each."""
        if self._phrases is None:
            self._phrases = Phrases((name, event) for event in self.all for name in event.names)
        for start, end, found in self._phrases.find(text):
            seen = tuple(event for event in found if known(event.known_from, as_of))
            if seen:
                yield NamedEvent(start=start, end=end, events=seen)


@cache
def events() -> Events:
    """Return the events of the package."""
    return Events(
        tuple(
            Event(
                id=row["id"],
                what=row["what"],
                kind=row["kind"],
                action=row["action"],
                topic=row["topic"],
                number=int(row["number"]) if row["number"] else None,
                start=row["start"],
                end=row["end"],
                names=parts(row["names"]),
                own=row["own"] == "yes",
                planned=row["planned"] == "yes",
                supersedes=row["supersedes"],
                known_from=dt.date.fromisoformat(row["known_from"]),
                source=row["source"],
            )
            for row in rows("bongsu.audit", "events")
        )
    )


def events_named(text: str, as_of: dt.date | None = None) -> tuple[NamedEvent, ...]:
    """Return every place of a text that names a dated event known on a day.

    Parameters
    ----------
    text : str
        A sentence or a whole document.
    as_of : date, optional
        The day; today's knowledge if left out.

    Returns
    -------
    tuple of NamedEvent
        In order of the text. A name that several events bear gives them all: which of them is
        meant, the signature or the entry into force, the words around it tell.
    """
    return tuple(events().named(text, as_of))
