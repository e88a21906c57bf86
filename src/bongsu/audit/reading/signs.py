"""Dated events told by a deed rather than by a name: "Yoon declared martial law on ...".

The deeds stand in `tables/signs.yaml`: what was done, who or what must be named with it, and what
must not be. In a deed "~" stands for up to seven words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.needs import Guarded
from bongsu.audit.reading.wording import table
from bongsu.audit.references import Event, events
from bongsu.evidence.sourced import known

_GAP = r"(?:[\w.’'\-]+\s){0,7}?"


class Sign(NamedTuple):
    """The words by which a text tells of one event."""

    event: Event
    key: str  # in small letters; a sentence without it needs no search
    deed: tuple[str, ...]  # forms, which `_pattern` takes
    beside: tuple[str, ...]  # all of these must be near
    here: tuple[str, ...]  # and these in the sentence
    barred: tuple[str, ...]


class Told(NamedTuple):
    """A place of a sentence that tells of a dated event."""

    start: int
    end: int
    event: Event


@cache
def _signs() -> tuple[Sign, ...]:
    found = []
    for entry in table("signs")["signs"]:
        event = events().get(entry["event"])
        if event is None:
            raise KeyError(entry["event"])
        found.append(
            Sign(
                event=event,
                key=entry["key"].casefold(),
                deed=tuple(entry["deed"]),
                beside=tuple(entry.get("with", ())),
                here=tuple(entry.get("here", ())),
                barred=tuple(entry.get("not", ())),
            )
        )
    return tuple(found)


@cache
def _pattern(*forms: str) -> Guarded:
    joined = "|".join(form.replace(" ", r"\s").replace("~", _GAP) for form in forms)
    return Guarded(rf"\b(?:{joined})")


def told_events(words: str, around: Callable[[], str], as_of: dt.date | None) -> Iterator[Told]:
    """Yield where a sentence tells of an event that was known on a day.

    Parameters
    ----------
    words : str
        The sentence.
    around : callable
        Gives what stands before the sentence, where who did it may be named; asked if needed.
    as_of : date, optional
        The day; today's knowledge if left out.
    """
    lower = words.casefold()
    for sign in _signs():
        if (
            sign.key not in lower
            or _pattern(*sign.deed).search(words) is None
            or not known(sign.event.known_from, as_of)
        ):
            continue
        if sign.barred and _pattern(*sign.barred).search(words):
            continue
        wide = f"{around()} {words}" if sign.beside else ""
        if not all(_pattern(form).search(wide) for form in sign.beside):
            continue
        if not all(_pattern(form).search(words) for form in sign.here):
            continue
        for match in _pattern(*sign.deed).finditer(words):
            yield Told(match.start(), match.end(), sign.event)
