"""The subject of a verb in a tagged sentence: past relatives, brackets and asides, and for "it".

What leads from a figure to its verb is asked elsewhere.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from bongsu.evidence.noun_phrases import NounPhrases, Phrase
from bongsu.evidence.phrases import claim_words
from bongsu.evidence.tokens import Token, grammar

STEPS = 60  # words on each side of a figure that are looked at


class ClauseSubjects(NounPhrases, ABC):
    """One sentence, in which the subjects of verbs are found."""

    def __init__(self, found: list[Token]) -> None:
        super().__init__(found)
        self._starts = [token.start for token in found]
        self._told: list[tuple[int, Phrase]] = []  # of the figures so far, by position
        self.points_back = False  # whether the last figure is said of what was told before
        self.pointer = ""  # the noun that does so, if one does: "the rate"

    @abstractmethod
    def _leading(self, at: int, steps: int) -> Phrase | None:
        """Return the phrase that the word before a figure leads back to."""

    def _last(self) -> Phrase | None:
        return self._told[-1][1] if self._told else None

    def _open(self) -> Phrase | None:
        """Return what a figure is of that opens its clause: what was counted before."""
        self.points_back = True
        return self._last()

    def _subject(self, at: int, steps: int) -> Phrase | None:
        """Return the noun phrase that a verb is said of."""
        left = at
        while steps > 0 and (
            self._sort(left) in {"v", "x", "a", "t"}
            or (self._sort(left) in {"p", "d"} and self._sort(left + 1) in {"t", "d"})
        ):
            left, steps = left - 1, steps - 1
        if self._sort(left) == "g" and left == at:
            left -= 1
            if self._sort(left) in {",", "c"}:
                return self._main(left, steps)
        sort = self._sort(left)
        if sort == "n":
            start, top = self._chain(left)
            phrase = self._phrase(start, left, top)
            if self._those(start):
                return self._last() or self._open()  # "those to Japan rose"
            if self._word(start - 1) == "of" and self._sort(start - 2) == "#":
                held = self._past_figure(start - 2, steps)  # "staff with 20 years of service get"
                return held or phrase
            return self._past_relative(start, steps) or self._unless_vague(phrase, start)
        if sort == "#":
            return self._past_figure(left, steps) or self._last()
        read = {
            "r": self._antecedent,
            "o": self._pronoun,
            ")": self._past_brackets,
            ",": self._past_comma,
            "c": self._main,
            "p": self._main,
        }.get(sort)
        return read(left, steps) if read else self._open()

    def _unless_vague(self, phrase: Phrase, start: int) -> Phrase | None:
        """Return a phrase, unless it only points back: "this figure", "the number"."""
        alone = self._tokens[start].end == phrase.end
        if alone and phrase.head in grammar().vague:
            self.points_back, self.pointer = True, phrase.head
            return self._last()
        return phrase

    def _past_figure(self, at: int, steps: int) -> Phrase | None:
        """Return what a clause hangs on that ends in a figure: "staff earning 5 won will pay"."""
        for left in range(at - 1, max(0, at - steps), -1):
            sort, word = self._sort(left), self._word(left)
            if sort == "r":
                return self._antecedent(left, steps)
            if sort in {"v", "x"}:
                who = left - 1
                while self._sort(who) in {"a", "x"}:
                    who -= 1
                return self._antecedent(who, steps) if self._sort(who) == "r" else None
            if sort in {",", ";", "s", "c"}:
                return None
            if (sort == "g" or word == "with") and self._sort(left - 1) == "n":
                start, top = self._chain(left - 1)
                return self._phrase(start, left - 1, top)
        return None

    def _past_relative(self, at: int, steps: int) -> Phrase | None:
        """Return what a clause hangs on that ends in a noun: "women who hold a degree earn"."""
        left = at - 1
        while self._sort(left) in {"d", "a", "p"}:
            left -= 1
        if self._sort(left) not in {"v", "x", "g"} or self._word(left) in claim_words().says:
            return None
        while self._sort(left) in {"v", "x", "a", "g"}:
            left -= 1
        if self._sort(left) == ")":  # "investment (FDI) pledged to Korea"
            return self._past_brackets(left, steps)
        if self._sort(left) == "r":
            return self._antecedent(left, steps)
        if self._sort(left) == "n" and self._word(left + 1).endswith(("ed", "ing")):
            start, top = self._chain(left)
            return self._phrase(start, left, top)
        return None

    def _main(self, at: int, steps: int) -> Phrase | None:
        """Return the subject of the verb before a participle or an "and"."""
        left = at
        while steps > 0 and left >= 0:
            if self._sort(left) in {";", "s"}:
                break
            if self._sort(left) == "v" or (self._sort(left) == "x" and self._word(left) != "to"):
                return self._subject(left, steps - 1)
            left, steps = left - 1, steps - 1
        return self._open()

    def _antecedent(self, at: int, steps: int) -> Phrase | None:
        """Return what "which" stands for: the noun phrase before it."""
        left = at - 1
        while self._sort(left) in {",", "o", "a"} or self._word(left) == "of":
            left -= 1
        if self._sort(left) == ")":
            return self._past_brackets(left, steps)
        if self._sort(left) == "t":
            left -= 1 + (self._sort(left - 1) == "p")
        if self._sort(left) == "n" and self._word(left - 1) != "per":
            start, top = self._chain(left)
            return self._phrase(start, left, top)
        return self._last()  # "9,860 won per hour, which is"

    def _pronoun(self, at: int, steps: int) -> Phrase | None:
        """Return what "it" stands for: the first subject of the sentence, or what was before."""
        for place in range(min(at, steps)):
            if self._sort(place) == "v" and self._sort(place - 1) == "n":
                start, top = self._chain(place - 1)
                if self._sort(start - 1) in {"", "d", ","}:
                    return self._phrase(start, place - 1, top)
        self.points_back = True
        return self._last()

    def _past_brackets(self, at: int, steps: int) -> Phrase | None:
        while at >= 0 and self._sort(at) != "(" and steps > 0:
            at, steps = at - 1, steps - 1
        at -= 1
        if self._sort(at) == "n":
            start, top = self._chain(at)
            return self._phrase(start, at, top)
        if self._sort(at) == "#":
            return self._past_figure(at, steps) or self._last()
        return self._leading(at, steps - 1) if at >= 0 else None

    def _those(self, start: int) -> bool:
        """Whether a phrase hangs on "those" or "that": "those to Japan", "that of women"."""
        while self._sort(start - 1) == "d":
            start -= 1
        return self._sort(start - 1) == "p" and self._word(start - 2) in {"those", "that"}

    def _is_lead(self, comma: int) -> bool:
        """Whether what stands before a comma opens the sentence: "in June,", "by nation,"."""
        first = comma - 1
        while first > 0 and self._sort(first - 1) not in {",", ";", "#", "v", "x", "s"}:
            first -= 1
        return first == 0 and self._sort(0) == "p"

    def _past_comma(self, at: int, steps: int) -> Phrase | None:
        """Return the noun phrase before an aside: "exports, driven by chips, rose"."""
        left, best = at, -1
        for _ in range(5):
            inner = left - 1
            while steps > 0 and inner >= 0 and self._sort(inner) not in {",", ";", "#"}:
                inner, steps = inner - 1, steps - 1
            if self._sort(inner) != ",":
                break
            if best >= 0 and self._is_lead(inner):
                break  # "by nation, shipments to China, the largest partner, rose"
            left = inner
            if self._sort(left - 1) == "n":
                best = left - 1
            if any(self._sort(place) in {"v", "r", "g"} for place in range(left + 1, at)):
                break
        if best >= 0:
            start, top = self._chain(best)
            return self._phrase(start, best, top)
        dash = self._word(at) not in {",", ":"}  # "the largest group — made up of 5 percent"
        if self._told and not dash:
            return self._last()
        if self._sort(at - 1) == "n":
            start, top = self._chain(at - 1)
            return self._phrase(start, at - 1, top)
        return self._open()
