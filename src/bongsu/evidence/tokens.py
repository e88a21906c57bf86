"""The words of one sentence, each with what it does there: noun, verb, preposition, figure, date.

A tagger by lists of small words, endings and neighbours: enough to find the noun phrase around a
verb, and no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from bongsu.evidence.mentions import DateMention, Quantity, Sentence
from bongsu.evidence.phrases import claim_words
from bongsu.evidence.word_tables import tables
from bongsu.patterns import regex

_TOKEN = regex(
    r"(?:[A-Za-z]\.){2,}|[^\W\d_][\w’'&/]*(?:[.-][\w’'&/]+)*|\d[\w.,%-]*|[,;:()\[\]—–•|]|--+"
)
_ENDS = {",": ",", ";": ";", ":": ";", "—": ",", "–": ",", "(": "(", "[": "(", ")": ")", "]": ")"}
_ENDS |= {"•": ";", "|": ";", "--": ",", "---": ","}
_FIRST = {"conjunctions": "c", "auxiliaries": "x", "prepositions": "p", "determiners": "d"}
_FIRST |= {"pronouns": "o", "subordinators": "s", "adverbs": "a"}
_ADVERBS = 4  # words at most between a noun and its verb, and one
_AFTER_VERB = frozenset("#dpxavt")  # what follows a verb, rather than a noun or its adjective


class Token(NamedTuple):
    """One word, sign, figure or date of a sentence.

    `sort` is n for nouns and adjectives, v for verbs, g for participles in -ing, x for helping
    verbs and the "to" before one, p for prepositions, d for articles and their like, a for
    adverbs, c for "and", r for "which", o for pronouns, s for "while", # for figures, t for dates,
    and the sign itself for signs.
    """

    start: int
    end: int
    word: str  # in lower case
    sort: str


class Grammar(NamedTuple):
    """What small words do, and lists of words by their use in a clause."""

    sorts: Mapping[str, str]
    both: frozenset[str]  # nouns or verbs
    verbs: frozenset[str]
    changes: frozenset[str]  # "increase"
    vague: frozenset[str]  # "figure"
    times: frozenset[str]  # "year"
    time_adjectives: frozenset[str]  # "previous"
    places: frozenset[str]  # "range"
    in_all: frozenset[str]  # "total"
    equating: frozenset[str]  # "totaled"
    hedges: frozenset[str]  # "estimated"
    ages: frozenset[str]  # "aged"
    comparing: frozenset[str]  # "higher"
    not_adverbs: frozenset[str]  # "supply"
    modals: frozenset[str]  # "will"
    degrees: frozenset[str]  # "sharp"


@cache
def grammar() -> Grammar:
    """Return the tables of `grammar.toml`, ready to look up."""
    found = {name: frozenset(some) for name, some in tables("grammar").items()}
    known = claim_words()
    sorts: dict[str, str] = {}
    for kind, sort in _FIRST.items():
        for word in found.pop(kind):
            sorts.setdefault(word, sort)
    sorts |= dict.fromkeys(found.pop("relatives"), "r")
    return Grammar(
        sorts=sorts,
        verbs=found.pop("verbs") | known.verbs,
        equating=found.pop("equating") | known.up | known.down,
        **found,
    )


def tokens(
    text: str, sentence: Sentence, figures: Sequence[Quantity], dates: Sequence[DateMention]
) -> list[Token]:
    """Return the words of a sentence; a figure or a date is one word.

    Parameters
    ----------
    text : str
        Text of the document.
    sentence : Sentence
        The one that is read.
    figures, dates : sequences
        What was found in it, each sorted by position.
    """
    whole = [(q.start, q.end, "#") for q in figures] + [(d.start, d.end, "t") for d in dates]
    whole.sort()
    raw: list[tuple[int, int, str]] = []
    at = sentence.start
    for start, end, sort in whole:
        if start < at:
            continue
        raw.extend((*found.span(), "") for found in _TOKEN.finditer(text, at, start))
        raw.append((start, end, sort))
        at = end + 2 * (text[end : end + 2] in {"'s", "’s"})
    raw.extend((*found.span(), "") for found in _TOKEN.finditer(text, at, sentence.end))
    return _sorted(text, raw)


def _sorted(text: str, raw: list[tuple[int, int, str]]) -> list[Token]:
    known, sorts = grammar(), grammar().sorts
    written = [text[start:end] for start, end, _ in raw]
    said = [*(word.lower() for word in written), ""]
    whole = [*(sort for _, _, sort in raw), ""]
    titled = _is_title(written)
    found: list[Token] = []
    before = ""  # the sort of the last word that is no adverb
    for at, (start, end, sort) in enumerate(raw):
        word = said[at]
        if not sort:
            named = at > 0 and not titled and written[at][0].isupper() and word not in sorts
            if word in known.both and at and said[at - 1] in known.degrees:
                found.append(Token(start, end, word, "n"))
                before = "n"
                continue  # "after sharp increases in 2018"
            nxt = _behind(said, whole, at) if word in known.both else at + 1
            what = "n" if named else _sort(word, before, said[nxt], whole[nxt], known)
            last = found[-1] if found else None
        found.append(Token(start, end, word, sort or _settled(word, what, before, last, known)))
        if found[-1].sort != "a":
            before = found[-1].sort
    return found


def _behind(said: list[str], whole: list[str], at: int) -> int:
    """Return where the word behind one stands, past the adverbs of a verb: "exports also rose"."""
    sorts, verbs = grammar().sorts, grammar().verbs
    nxt = at + 1
    while (
        nxt - at < _ADVERBS
        and not whole[nxt]
        and (sorts.get(said[nxt]) == "a" or said[nxt] == "than")
    ):
        nxt += 1
    if said[at] in claim_words().measures:  # "the rate unchanged at", "the price only of"
        return nxt
    return nxt if said[nxt] in verbs and said[nxt] not in sorts else at + 1


def _settled(word: str, sort: str, before: str, last: Token | None, known: Grammar) -> str:
    """Return what a word does after all, from the word before it."""
    if last is None:
        return sort
    if sort == "n" and last.sort == "x" and last.word in known.modals:
        return "v"  # "will top"
    if sort == "n" and word.endswith("ed") and (last.sort == "r" or _is_plural(last)):
        return "v"  # "who borrowed money", "items enjoyed growth"
    if sort == "t" and before == "n" and last.word not in known.time_adjectives:
        return "n"  # "a grace period"
    return sort


def _is_plural(token: Token) -> bool:
    word = token.word
    return (
        token.sort == "n" and word.endswith("s") and word[-2:] not in {"'s", "’s", "ss", "us", "is"}
    )


def _is_title(written: list[str]) -> bool:
    """Whether a sentence is in the capitals of a headline, which say nothing of names."""
    long = [word for word in written if len(word) > 3 and word[0].isalpha()]
    return len(long) > 2 and sum(word[0].isupper() for word in long) > 0.7 * len(long)


def _sort(word: str, before: str, after: str, what: str, known: Grammar) -> str:
    """Return what a word does from its neighbours; `what` is # or t if a figure or date follows."""
    if word in _ENDS or (after == "than" and word.endswith("er")):
        return _ENDS.get(word, "a")  # "slower than"
    sort = known.sorts.get(word)
    behind = what or known.sorts.get(after) or ("v" if after in known.verbs else "n")
    if not after:
        behind = ""
    if word == "that":
        return "d" if before in {"p", "v"} and behind == "n" else "r" if before == "n" else "s"
    if sort == "d" and word in {"this", "these", "those", "all", "each", "both", "another"}:
        return "d" if behind in {"n", "#", "t"} or after in known.both else "o"
    if word == "to":
        return "x" if not what and (after in known.verbs or after in known.both) else "p"
    if sort is not None:
        return sort
    if _bare(word) in known.times and (before != "#" or _bare(word) != word):
        return "t"
    if word in known.both:
        return _either(word, before, behind, after, known)
    if word in known.verbs:
        return "g" if word.endswith("ing") else "v"
    return _by_ending(word, before, behind)


def _either(word: str, before: str, behind: str, after: str, known: Grammar) -> str:
    """Return whether a word that may be noun or verb is the one or the other."""
    if before == "#":
        return "v" if word.endswith("ed") or word in {"set", "hit"} or behind in {"d", "o"} else "n"
    if before in {"d", "p"}:
        return "n"
    if before in {"x", "o"} or (before == "r" and behind != "n"):
        return "v"
    if word.endswith(("ed", "ing")):
        return _participle(word, before, behind)
    measured = word in claim_words().measures
    if behind in {"x", "v"}:
        return "n" if measured or after not in known.both or before != "n" else "v"
    if after == "of" or before in {"", ",", "(", ";"}:
        acts = before == "," and behind in {"d", "#"} and not measured
        return "v" if acts else "n"  # "exports, led by cars, hit a record"
    if after in {"from", "into"} and word.endswith("s") and word not in known.equating:
        return "n"  # "pledges from the Union"
    if behind == "p":
        return "n" if measured and word not in {"rise", "fall"} else "v"
    return "v" if behind in {"#", "d", "a"} else "n"


def _participle(word: str, before: str, behind: str) -> str:
    """Return what "reduced" or "growing" is: a verb before its object, else an adjective."""
    if word.endswith("ing"):
        led = behind in {"#", "d", "p"} and before in {"n", ",", "#", "t"}
        return "g" if led and word not in claim_words().measures else "n"
    return "v" if behind != "n" and before in {"", "n", ",", "c"} else "n"


def _by_ending(word: str, before: str, behind: str) -> str:
    if word.endswith("ly") and len(word) > 4 and word not in grammar().not_adverbs:
        return "a"
    if word.endswith("ed") and len(word) > 4:
        led = before in {"n", "o", "a", "r", "x", "c", "t", "#", ")"}
        led = led or (before == "," and behind in {"p", "#"})  # "the credit, capped at six months,"
        return "v" if led and behind in _AFTER_VERB else "n"
    short = len(word) == 5 and before == "n" and behind == "d"  # "people tying the knot"
    if word.endswith("ing") and (len(word) > 5 or short):
        return "g" if before in {",", "n", "c", "t", "#", "x", ""} and behind != "n" else "n"
    return "n"


def _bare(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word
