"""The noun phrase that a figure is said of, read from the clause around it.

"Exports to the United States rose 12 percent" is of exports, "12 percent of respondents agreed" of
respondents, "a 5 billion won fund" of the fund, "the board cut its base rate by a quarter point" of
the base rate. Whose exports they are is asked elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left

from bongsu.evidence.clause_subjects import STEPS, ClauseSubjects
from bongsu.evidence.mentions import Kind, Quantity
from bongsu.evidence.noun_phrases import Phrase
from bongsu.evidence.phrases import claim_words
from bongsu.evidence.tokens import grammar

_ADJECTIVES = 2  # words of a change that tells nothing else: "on-year increase"
_COMPARED = frozenset({"compared", "versus", "vs", "against"})
_PACES = frozenset({"pace", "rate", "clip", "speed"})
_PROPOSED = frozenset({"proposed", "approved", "demanded", "offered", "accepted", "sought"})
_NEXT = frozenset({"followed", "led", "trailed", "joined"})
_WHOLE = 8  # words that open a sentence and tell what its figures are parts of
_NOW = frozenset({"currently", "now", "presently"})


class Clauses(ClauseSubjects):
    """One sentence, read as clauses; answers of what each of its figures is said."""

    def of(self, quantity: Quantity) -> Phrase | None:
        """Return the noun phrase that a figure is said of, none if the sentence does not tell.

        To be asked of the figures of the sentence in order.
        """
        self.points_back, self.pointer = False, ""
        at = bisect_left(self._starts, quantity.start)
        if at == len(self._tokens) or self._tokens[at].start != quantity.start:
            return self._last()
        found = self._sized(quantity, at) or self._behind(quantity, at)
        found = found or self._before(quantity, at)
        if found is not None and quantity.kind is not Kind.ORDINAL:
            self._told.append((quantity.start, found))
        return found

    def _sized(self, quantity: Quantity, at: int) -> Phrase | None:
        """Return whose size a count is: "the workforce grew by 500 persons"."""
        if quantity.kind is not Kind.COUNT:
            return None
        left = self._skip_hedges(at - 1)
        if self._sort(left) == "p" and self._word(left) in {"by", "to", "at", "from"}:
            left = self._skip_times(left - 1)
            moved = self._word(left - 1) in {"from", "by", "to"} or self._sort(left - 1) == "v"
            if self._sort(left) == "#" and moved:
                return self._last()
        if self._word(left) not in grammar().equating or self._sort(left) not in {"v", "x", "g"}:
            return None
        found = self._subject(left, STEPS)
        return None if self.points_back else found

    def _behind(self, quantity: Quantity, at: int) -> Phrase | None:
        """Return the noun that a figure is the adjective of, or the whole that it is a share of."""
        nxt = at + 1
        if self._word(nxt) in grammar().comparing or quantity.kind in {Kind.AGE, Kind.RATE}:
            return None
        if self._word(nxt + 1) == "per":
            return None  # "2.1 children per woman" belongs to neither
        if self._word(nxt) == "of":
            return self._of(quantity, at)
        if self._word(nxt) == "in" and quantity.kind is Kind.MONEY:
            return self._spent_in(nxt + 1)
        while self._sort(nxt) in {"t", "#", "d"} and quantity.kind is Kind.MULTIPLE:
            nxt += 1  # "double today's 10 billion won subsidy"
        if self._sort(nxt) == "a" and self._word(nxt).endswith("ly") and self._sort(nxt + 1) == "n":
            nxt += 1  # "150,000 won monthly stipends"
        found = self._noun_right(nxt)
        if found is not None and self._word(nxt) in grammar().places:
            return None  # "stayed in the 2 percent range"
        alone = found is not None and bisect_left(self._starts, found.end) <= nxt + _ADJECTIVES
        if found is not None and alone and found.head in grammar().changes:
            return self._of_change(quantity, at, found)
        return found

    def _of_change(self, quantity: Quantity, at: int, change: Phrase) -> Phrase | None:
        """Return what a change is of that a figure is the adjective of."""
        if self._is_base(at):
            return self._last() or change  # "the largest gain since a 6.3 percent rise in May"
        proposed = self._word(self._skip_hedges(at - 1)) in _PROPOSED | claim_words().says
        if proposed or self._inner(at + 1, at + STEPS) is not None:
            return change
        led = self._before(quantity, at)  # "exports posted a 5 percent gain"
        pointed = self.points_back and self._sort(self._skip_hedges(at - 1)) in {"v", "x"}
        return led or (None if pointed else change)  # "it was a 5 percent rise"

    def _is_base(self, at: int) -> bool:
        return self._word(self._skip_hedges(at - 1)) in {"since", "after", "than", "following"}

    def _spent_in(self, at: int) -> Phrase | None:
        """Return what an amount is in: "700 billion dollars in exports"."""
        while self._sort(at) == "d":
            at += 1
        word = self._word(at)
        if self._sort(at) != "n" or word in grammar().in_all:
            return None
        found = self._noun_right(at)
        things = found is not None and (
            found.head in claim_words().measures or found.head.endswith("s")
        )
        return found if things else None

    def _of(self, quantity: Quantity, at: int) -> Phrase | None:
        """Return what "5 billion won of capital" or "12 percent of respondents" is of."""
        nxt = at + 2
        partly = self._sort(nxt + (self._sort(nxt) == "d")) == "#"
        while nxt < at + STEPS and (self._sort(nxt) in {"d", "#", "a"} or self._word(nxt) == "of"):
            nxt += 1
        phrase = self._noun_right(nxt)
        if partly and quantity.kind is Kind.MONEY:
            return None  # "vehicles are 5 of the 9 billion dollars of goods"
        if quantity.kind in {Kind.MONEY, Kind.PHYSICAL, Kind.COUNT, Kind.DURATION}:
            return phrase
        left = self._skip_hedges(at - 1)
        again = left - (self._word(left) == "or")
        if self._sort(again) == "," and self._sort(again - 1) == "#":
            return self._last() or phrase  # "5 billion won, 12 percent of the total"
        opens = self._sort(left) in {"", ",", ";", "s", "c", "r", "("}
        opens = opens or self._word(left) in claim_words().says
        return phrase if opens or self._word(left) == "with" else None

    def _before(self, quantity: Quantity, at: int) -> Phrase | None:
        left = at - 1
        if quantity.kind is Kind.AGE:
            while self._word(left) in grammar().ages:
                left -= 1
            return self._noun_left(left)
        left = self._skip_hedges(left)
        return self._leading(left, STEPS)

    def _leading(self, at: int, steps: int) -> Phrase | None:
        """Return the phrase that the word before a figure leads back to."""
        if steps <= 0:
            return None
        sort, word = self._sort(at), self._word(at)
        if word in _COMPARED or self._word(at - 1) in _COMPARED:
            return self._last() or self._leading(at - 1, steps - 1)
        if word == "of":
            return self._noun_of(at, steps)
        read = {
            "p": self._by_preposition,
            "v": self._subject,
            "x": self._subject,
            "g": self._subject,
            "n": self._noun_before,
        }.get(sort)
        if read or word == "as":
            return (read or self._by_preposition)(at, steps)
        if sort == "t":
            return self._leading(self._skip_times(at), steps - 1)
        if sort == "(":
            again = self._sort(at - 1) == "#" or self._sort(at + 2) == "v"
            return (self._last() if again else None) or self._leading(at - 1, steps - 1)
        if sort == "," and not self._told and at < _WHOLE and (whole := self._whole()):
            return whole
        if sort == "," and self._word(at + 1) in _NOW and self._sort(at - 1) == "n":
            return self._noun_left(at - 1)  # "the income threshold, now 3 million won,"
        told = sort == "#" or (sort in {",", "c"} and not self._verb_between(at))
        return (self._last() if told else None) or self._open()

    def _whole(self) -> Phrase | None:
        """Return what a sentence opens with that its figures are parts of: "of the returns,"."""
        if self._word(0) != "of" or self._word(1) != "the":
            return None
        found = self._noun_right(2)
        return found if found and found.head.endswith("s") else None

    def _noun_of(self, at: int, steps: int) -> Phrase | None:
        """Return the noun before "of" and a figure: "a gap of 38 percent"."""
        found = self._noun_left(at - 1)
        if found is None:
            return self._leading(at - 1, steps - 1)
        if found.head in grammar().in_all:
            return self._for_what(at) or found
        start = bisect_left(self._starts, found.start)
        if found.head in _PACES and self._word(led := self._skip_hedges(start - 1)) == "at":
            return self._by_preposition(led, steps - 1) or found  # "grew at a pace of 2 percent"
        if found.head not in grammar().changes:
            return found
        inner = self._inner(start, at)
        if inner is not None:
            return inner
        left = start - 1
        while self._sort(left) in {"d", "a"}:
            left -= 1
        led = self._sort(left) in {"v", "g", "x", "p"}
        outer = self._leading(left, steps - 1) if led else None
        if self._sort(left) == ",":  # "..., an increase of 5 percent"
            outer = self._last()
        return outer or found

    def _for_what(self, at: int) -> Phrase | None:
        """Return what a sum goes to: "a total of 3 million won was added to cover repairs"."""
        right = at + 1
        while self._sort(right) in {"#", "a", "d"}:
            right += 1
        if self._sort(right) not in {"v", "x"}:
            return None
        while self._sort(right) in {"v", "x", "a"}:
            right += 1
        if self._sort(right) != "p" and self._word(right - 1) not in claim_words().verbs:
            return None
        while self._sort(right) in {"p", "d", "v", "x", "g"}:
            right += 1
        if self._word(right - 1) == "to" and self._sort(right + 1) == "n":
            right += 1  # "to cover repairs"
        return self._noun_right(right)

    def _by_preposition(self, at: int, steps: int) -> Phrase | None:
        """Return of what is "by", "to" or "at" a figure: an object, or the verb's subject."""
        left = self._skip_times(at - 1)
        sort = self._sort(left)
        if sort == "#":
            return self._last() or self._leading(left - 1, steps - 1)
        if self._told and self._same_change(at):
            return self._last()
        if sort == "," and self._sort(left - 1) in {"v", "x"}:
            return self._subject(left - 1, steps)
        if sort == "," and self._sort(left - 1) == "#":
            return self._last()  # "by 0.5 points, to 4 percent"
        if sort == "," and self._sort(left - 1) == "n" and self._word(at) == "at":
            return self._object(left - 1, steps)  # "had the highest rate, at 82 percent"
        if sort in {"v", "x", "g"}:
            return self._subject(left, steps)
        if sort in {"n", "t"}:
            return self._object(left, steps)
        return self._leading(left, steps - 1) if left >= 0 else self._open()

    def _object(self, at: int, steps: int) -> Phrase | None:
        """Return the noun phrase before "to" or "by": a verb's object, else the verb's subject."""
        start, top = self._chain(at)
        before = start - 1
        while self._sort(before) in {"d", "a"}:
            before -= 1
        phrase = self._phrase(start, at, top)
        if phrase.head in grammar().changes and (inner := self._inner(start, at + 1)):
            return inner
        if self._word(before) == "by" and self._word(before - 1) in _NEXT:
            return phrase  # "followed by Japan with 3 million"
        if self._sort(before) == "p":
            return self._by_preposition(before, steps - 1) or phrase
        if phrase.head in grammar().changes and self._sort(before) in {"v", "g", "x"}:
            return self._subject(before, steps - 1) or phrase
        return phrase

    def _noun_before(self, at: int, steps: int) -> Phrase | None:
        """Return the noun phrase right before a figure: "construction 4.6 percent"."""
        start, top = self._chain(at)
        phrase = self._phrase(start, at, top)
        if phrase.head in grammar().changes:
            left = start - 1
            while self._sort(left) in {"d", "a"}:
                left -= 1
            if self._sort(left) in {"v", "g", "x", "p"}:
                return self._leading(left, steps - 1) or phrase
        return phrase
