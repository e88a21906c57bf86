"""How much of an event of the reference the words of a text tell, word by word.

Words that mean the same count as one, what many events share counts little, and a bare number
nothing. Which words of a text are held against an event, and what follows, is said elsewhere.
"""

from __future__ import annotations

from functools import cache, lru_cache

from bongsu.audit.reading.wording import stem, table
from bongsu.audit.references import Event, events
from bongsu.evidence.dictionary import words as split
from bongsu.patterns import lazy_regex

_NEAR = 0.85  # what a word counts that stands only in the sentences right before, or the title
_FAR = 0.6  # or further before
CLOSE = 0.4  # of it that must stand in the sentence, right before it or in the title
_HEAVY = 5.0  # the least weight of the words found: two rare ones
_RARE = 2.5  # what a word counts that is not shared by many events
SHARED = 1.0
_DIGIT = lazy_regex(r"\d")
_NOT_DEEDS = frozenset(  # words that many events share and that tell none of them
    (
        *("the", "and", "for", "with", "from", "into", "its", "that", "new", "first", "percent"),
        *("year", "years", "month", "months", "day", "days", "million", "billion", "trillion"),
        *("won", "dollars", "january", "february", "march", "april", "may", "june", "july"),
        *("august", "september", "october", "november", "december"),
    )
)


def names_in(text: str) -> frozenset[str]:
    """Return the words of a text that begin with a capital, as they count."""
    return frozenset(_token(word) for word in split(text) if word[0].isupper()) - {""}


def tells_stage(event: Event, said: frozenset[str], *, surely: bool = False) -> bool:
    """Whether words tell of an event's own stage, where its topic has several."""
    stages = {one.action for one in events().topic(event.topic)}
    if len(stages) == 1 and not surely:
        return True
    actions = table("events")["actions"]
    told = {
        action
        for action in stages
        if any(_token(form) in said or form in said for form in forms_of_deed(actions, action))
    }
    return event.action in told or not (told or surely)


def forms_of_deed(actions: dict[str, list[str]], action: str) -> list[str]:
    """Return the words that tell what took place, without the short ones."""
    return [word for form in actions.get(action, ()) for word in form.split() if len(word) > 3]


def told_share(
    event: Event, own: frozenset[str], near: frozenset[str], far: frozenset[str]
) -> float:
    """Return how much of what the reference says of an event is told, at its best wording."""
    best = 0.0
    for phrase in _phrases(event.id):
        if phrase.isdisjoint(own) and phrase.isdisjoint(near):
            continue
        counts = {
            word: 1.0 if word in own else _NEAR if word in near else _FAR if word in far else 0.0
            for word in phrase
        }
        untold = {word for word in phrase if not counts[word]}
        if any(map(str.isdigit, untold)) and (len(untold) > 1 or len(phrase) < _NUMBERED):
            continue  # "a UN resolution" may be of any number
        whole = sum(weight_of(word) for word in phrase)
        told = sum(weight_of(word) * count for word, count in counts.items())
        close = sum(weight_of(word) for word, count in counts.items() if count > _FAR)
        named = (
            min(counts.values()) == 1.0 and whole >= _RARE and tells_stage(event, own, surely=True)
        )
        if named or (close >= _HEAVY and close >= CLOSE * whole):
            best = max(best, told / whole)
    return best


_NUMBERED = 5  # words that tell an event without its number


@cache
def _phrases(event_id: str) -> tuple[frozenset[str], ...]:
    event = events().get(event_id)
    assert event is not None
    return tuple(tokens(phrase) for phrase in (event.what, *event.names))


def weight_of(word: str) -> float:
    """Return what a word counts: deeds and parties that many events share count little."""
    return SHARED if word in _shared() else _RARE


@cache
def _shared() -> frozenset[str]:
    return frozenset(_alike().values())


def tokens(text: str) -> frozenset[str]:
    """Return the words of a text, each as the first of those that tell the same."""
    for long, short in table("likeness")["phrases"].items():
        if long in text:
            text = text.replace(long, short)
    return frozenset(map(_token, set(split(text)))) - {""}  # a long text repeats most words


@lru_cache(maxsize=1 << 14)
def _token(word: str) -> str:
    """Return what a word counts as: nothing for a bare number or a word that tells nothing."""
    told = len(word) > 2 or word.isupper() or _DIGIT.search(word) is not None
    if word.isdigit() or not told or word.casefold() in _NOT_DEEDS:
        return ""
    stemmed = stem(word)
    return _alike().get(stemmed) or stemmed.replace("our", "or")


@cache
def _alike() -> dict[str, str]:
    return {
        stem(word): stem(row[0]) for row in reversed(table("likeness")["alike"]) for word in row
    }
