"""Noun phrases in a tagged sentence: where they begin and end, and which word is their head."""

from __future__ import annotations

import re
from typing import NamedTuple

from bongsu.evidence.phrases import claim_words
from bongsu.evidence.quantity_words import words
from bongsu.evidence.tokens import Token, grammar
from bongsu.patterns import regex

_WORDS = 14  # of the longest noun phrase
_ITEMS = 5  # of a list whose beginning is looked for
_LONGEST = 90  # code points of a phrase that is handed on


class Phrase(NamedTuple):
    """A noun phrase as written, without its article."""

    start: int
    end: int
    head: str  # in lower case: the last word before a preposition


def with_holder(phrase: str, holder: str) -> str:
    """Return a noun phrase with whose it is, unless it says so itself.

    Examples
    --------
    >>> with_holder("exports", "South Korea"), with_holder("Korea's exports", "South Korea")
    ('exports of South Korea', "Korea's exports")
    >>> with_holder("women", "Korean refugees"), with_holder("", "South Korea")
    ('women among Korean refugees', 'South Korea')
    """
    told = " ".join(phrase.split())
    if len(told) > _LONGEST:
        told = told[:_LONGEST].rsplit(" ", maxsplit=1)[0]
    if not told or not holder:
        return told or holder
    if _says(told, holder) or set(told.split()) <= set(holder.split()):
        return told
    if is_person(told) and is_person(holder):
        return f"{told} among {holder}"
    adjectives = {adj for adj, whose in claim_words().demonyms.items() if whose == holder}
    joint = "by" if any(adjective in told for adjective in adjectives) else "of"
    return f"{told} {joint} {holder}"


def is_person(phrase: str) -> bool:
    """Whether a noun phrase ends in a word for people."""
    return phrase.rsplit(" ", maxsplit=1)[-1].lower() in words().persons


def _says(phrase: str, holder: str) -> bool:
    head = re.escape(holder.rsplit(" ", maxsplit=1)[-1])
    flags = re.IGNORECASE if is_person(holder) else re.NOFLAG  # "steel" is not of Bada Steel
    return re.search(rf"\b{head}\b", phrase, flags) is not None


def is_fragment(holder: str) -> bool:
    """Whether words that should say whose something is are no noun phrase: "projections still"."""
    last = holder.rsplit(" ", maxsplit=1)[-1]
    adverb = last.endswith("ly") and last not in grammar().not_adverbs
    return last.islower() and (adverb or last in grammar().sorts or last in _MOVED)


_MOVED = frozenset({"went", "goes", "came", "comes"})  # "the port, the largest, went up"
_ARTICLE = regex(r",[ \n](?:(?:the|its|a|an)[ \n])?")


def is_apposed(text: str, at: int, holder: str) -> bool:
    """Whether words stand right behind a noun phrase, between commas: "to China, a partner,"."""
    article = _ARTICLE.match(text, at)
    return article is not None and text.startswith(f"{holder},", article.end())


class NounPhrases:
    """The noun phrases of one sentence, from the words that they begin or end with."""

    def __init__(self, found: list[Token]) -> None:
        self._tokens = found

    def _sort(self, at: int) -> str:
        return self._tokens[at].sort if 0 <= at < len(self._tokens) else ""

    def _word(self, at: int) -> str:
        return self._tokens[at].word if 0 <= at < len(self._tokens) else ""

    def _skip_times(self, at: int) -> int:
        """Step left over dates with what leads to them: "in April"."""
        while self._sort(at) in {"t", "a"} or (
            self._sort(at) in {"p", "d"} and self._sort(at + 1) in {"t", "d"}
        ):
            at -= 1
        return at

    def _skip_hedges(self, at: int) -> int:
        """Step left over "a record", "more than" and "an estimated"."""
        while True:
            token = self._tokens[at] if at >= 0 else None
            if token is None:
                return at
            if token.sort == "a" or (
                token.word in grammar().hedges
                and (token.sort in {"n", "p", "a"} or token.word.endswith("ed"))
            ):
                at -= 1
                continue
            if token.word == "some" or (
                token.sort == "d"
                and token.word
                in {
                    "a",
                    "an",
                    "the",
                    "some",
                    "its",
                    "their",
                    "all",
                }
            ):
                return at - 1
            before = self._adjectives_to_article(at) if token.sort == "n" else None
            return at if before is None else before

    def _adjectives_to_article(self, at: int) -> int | None:
        """Return what stands before "a remarkable", read from its last word."""
        for step in range(1, 4):
            if self._sort(at - step) == "d":
                return at - step - 1
            if self._sort(at - step) not in {"n", "a"}:
                return None
        return None

    def _verb_between(self, at: int) -> bool:
        """Whether a verb stands between a place and the figure before it."""
        while at >= 0 and self._sort(at) != "#":
            if self._sort(at) == "v":
                return True
            at -= 1
        return False

    def _same_change(self, at: int) -> bool:
        """Whether only words of time or kind stand between the figure before and "to" or "from"."""
        if self._word(at) not in {"to", "from"}:
            return False
        for left in range(at - 1, max(-1, at - 9), -1):
            if self._sort(left) == "#":
                return True
            if self._sort(left) not in {"n", "p", "t", "a", "d"}:
                return False
        return False

    def _noun_right(self, at: int) -> Phrase | None:
        """Return the noun phrase that begins at a word, with what is attached to it."""
        last = at
        while last - at < _WORDS and (
            self._sort(last) == "n"
            or (  # "critical and strategic minerals"
                self._word(last) in {"and", "or"}
                and last > at
                and not self._word(last - 1).endswith("s")
                and self._sort(last + 1) == "n"
            )
        ):
            last += 1
        if last == at:
            return None
        head = self._word(last - 1)
        if self._word(last) in {"of", "for", "in"}:
            more = last + 1
            while self._sort(more) == "d":
                more += 1
            end = more
            while self._sort(end) == "n" and end - at < _WORDS:
                end += 1
            last = end if end > more else last
        return Phrase(self._tokens[at].start, self._tokens[last - 1].end, head)

    def _noun_left(self, at: int) -> Phrase | None:
        """Return the noun phrase that ends at a word."""
        at = self._skip_times(at)
        if self._word(at).endswith("ed") and self._sort(at - 1) == "n":
            at -= 1  # "the award announced in April of"
        if self._sort(at) != "n":
            return None
        start, top = self._chain(at)
        return self._phrase(start, at, top)

    def _inner(self, start: int, end: int) -> Phrase | None:
        """Return the noun of "an increase in the birth rate", if a phrase is such."""
        for at in range(start, min(end, len(self._tokens))):
            if self._word(at) in {"in", "of"} and self._sort(at + 1) in {"d", "n"} and at > start:
                first = at + 1
                while self._sort(first) == "d":
                    first += 1
                if self._sort(first) == "n":
                    return self._noun_right(first)
        return None

    def _chain(self, at: int) -> tuple[int, int]:
        """Return where a noun phrase that ends at a word begins, and where its head stands.

        What prepositions attach is part of it: "exports of cars to the United States".
        """
        top = self._noun_start(at)
        head = at
        while at - top < _WORDS:
            left = top - 1
            while self._sort(left) == "d" or (  # "trade between the two countries"
                self._sort(left) == "#" and self._word(left - 1) == "the"
            ):
                left -= 1
            joint = self._sort(left)
            if joint == "c" and self._word(left) != "but":
                last = self._last_of_list(left - 1)
                if last is None:
                    break
                head, top = last, self._noun_start(last)
                continue
            if joint != "p":
                break
            inner = left - 1
            if self._sort(inner) == ")" and self._sort(inner - 1) == "n":
                inner -= 3  # "investment (FDI) into Korea"
            if self._sort(inner) == "t":
                inner -= 1
                if self._sort(inner) == "p":
                    inner -= 1
            if self._sort(inner) != "n":
                break
            head, top = inner, self._noun_start(inner)
        return top, head

    def _last_of_list(self, at: int) -> int | None:
        """Return where the first item ends of a list that "and" ends: "health, labor and trade".

        A comma before the items parts a clause, unless a preposition leads to the first of them.
        """
        if self._sort(at) == "n":
            first = self._noun_start(at)
            if self._sort(first - 1) != ",":
                return at
        elif self._sort(at) != ",":
            return None
        items, item = 0, at
        while items < _ITEMS:
            item -= self._sort(item) == ","
            if self._sort(item) != "n":
                break
            first = self._noun_start(item)
            if self._sort(first - 1) == "p":
                return item
            if self._sort(first - 1) != ",":
                break
            item, items = first - 1, items + 1
        return at if self._sort(at) == "n" else None

    def _noun_start(self, at: int) -> int:
        """Return where the nouns and adjectives begin that end at a word; a date may be one."""
        last = at
        while at > 0 and last - at < _WORDS:
            dated = self._sort(at - 1) == "t" and self._sort(at - 2) not in {"p", "n", ""}
            if self._sort(at - 1) != "n" and not dated:
                break
            at -= 1
        return at

    def _phrase(self, start: int, end: int, head: int) -> Phrase:
        return Phrase(self._tokens[start].start, self._tokens[end].end, self._word(head))
