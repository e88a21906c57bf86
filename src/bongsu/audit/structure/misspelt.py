"""Names that a text spells in two ways: Korean ones in two romanisations, others by a slip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from bongsu.audit.reading.wording import table
from bongsu.audit.structure.romanised import Name, korean_name
from bongsu.evidence.entities import entities, one_edit
from bongsu.patterns import lazy_regex, regex

_SHORTEST_WORD = 6
_SHORTEST_PLACE = 4
_ONE_WORD = lazy_regex(r"[A-Z][a-z]+\b(?![-’'])")
_DOUBLED = lazy_regex(r"([a-z])\1")
_PLAIN = lazy_regex(r"(?<![\w.])[a-z]{3,}\b")


def misspelt_words(text: str, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield a name of one word that stands once, and the usual one from which it is a slip."""
    found: dict[str, list[Name]] = {}
    for name in names:
        for match in _ONE_WORD.finditer(name.written):
            if len(match[0]) >= _SHORTEST_PLACE:
                place = Name(name.start + match.start(), name.start + match.end(), match[0])
                found.setdefault(match[0], []).append(place)
    usual: dict[str, list[str]] = {}
    for word in [word for word, places in found.items() if len(places) > 1 or _place(word)]:
        for key in _keys(word):
            usual.setdefault(key, []).append(word)
    for word in [word for word, places in found.items() if len(places) == 1]:
        others = [other for key in _keys(word) for other in usual.get(key, ()) if other != word]
        for other in others:
            if len(found[other]) == 1 and _preferred(word, other):
                continue
            if _slip(word, other) and not {word.casefold(), other.casefold()} & plain_words(text):
                yield found[word][0], found[other][0]
                break


@lru_cache(maxsize=1 << 14)  # names come back from text to text
def _keys(word: str) -> tuple[str, ...]:
    """Return what words that can be slips of each other have in common."""
    lower = word.casefold()
    return (
        _DOUBLED.sub(r"\1", lower),
        f"sorted {''.join(sorted(lower))}",
        f"place {_of_places(lower)}",
        f"vowels {_VOWELS.sub('', lower)}",
    )


def _slip(word: str, usual: str) -> bool:
    """Whether a word is another with a letter doubled or turned, or romanised otherwise."""
    if abs(len(word) - len(usual)) > 1 + ("eo" in word + usual):
        return False
    lower, its = word.casefold(), usual.casefold()
    if lower.rstrip("s") == its.rstrip("s"):
        return False
    if min(len(word), len(usual)) < _SHORTEST_WORD - 1:
        return _place(usual) and _of_places(lower) == _of_places(its)
    doubled = _DOUBLED.sub(r"\1", lower) == _DOUBLED.sub(r"\1", its)
    turned = len(word) >= _SHORTEST_WORD and sorted(lower) == sorted(its) and one_edit(lower, its)
    if doubled or (turned and lower[0] == its[0]):
        return not _known_apart(word, usual)
    if not _place(usual):
        return False
    vowel = len(word) == len(usual) and one_edit(lower, its) and _VOWELS.sub("", lower)
    if vowel == _VOWELS.sub("", its) and lower[0] == its[0]:
        return not _known_apart(word, usual)  # "Kaesung" for "Kaesong"
    return _of_places(lower) == _of_places(its)


_VOWELS = lazy_regex(r"[aeiou]")


_PLACES = (("yeo", "yo"), ("eo", "o"), ("eu", "u"), ("oo", "u"), ("g", "k"), ("d", "t"), ("b", "p"))


def _of_places(word: str) -> str:
    word = (
        f"n{word[1:]}" if word[:1] in {"r", "l"} else word
    )  # "Rajin" and "Najin", North and South
    for spelling, sound in (*_PLACES, ("j", "ch")):
        word = word.replace(spelling, sound)
    return word


def _place(word: str) -> bool:
    return any(
        one.kind == "place" and one.country in {"KR", "KP"} for one in entities().named(word)
    )


def _preferred(word: str, other: str) -> bool:
    """Whether of two spellings that stand once each the first is the one that is usual."""
    known = entities()
    spelt = [
        any(name == one for each in known.named(one) for name in each.names[:1])
        for one in (word, other)
    ]
    return spelt == [True, False] or (spelt[0] == spelt[1] and word < other)


def _known_apart(word: str, usual: str) -> bool:
    return bool(entities().named(word)) and bool(entities().named(usual))


_SHORTEST_PART = 5  # letters of the word in which two names differ
_SHORTEST_ALONE = 8  # and of a name that is nothing but that word
_MOST_ALIKE = 40  # names with all words but one in common that are compared
_ENDINGS = frozenset("sndryil")  # by which forms of one word differ: "Iraqi", "Members"


def misspelt_names(text: str, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield a name that differs from another in one letter of one word, or in the words' order.

    Two that are both known are two names; so are a name and its plural, unless the plural is that
    of a word within it ("the Refugees Act" for "the Refugee Act").
    """
    found = _spelt(names)
    for group in _alike(found):
        for place, (second, _) in enumerate(group):
            for first, at in group[:place]:
                if at >= 0 and abs(len(first) - len(second)) > 1:
                    continue
                pair = (first, second) if _usual(first, second, found) else (second, first)
                if _one_name(*pair, at, text):
                    yield found[pair[1]][0], found[pair[0]][0]


def _spelt(names: Sequence[Name]) -> dict[str, list[Name]]:
    """Return where each name stands that is long enough to be compared."""
    found: dict[str, list[Name]] = {}
    ends: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        if name.written not in ends:
            ends[name.written] = list(_ends(name.written))
        for at, part in ends[name.written]:
            place = Name(name.start + at, name.start + at + len(part), part)
            found.setdefault(part, []).append(place)
    return found


def _alike(found: Iterable[str]) -> Iterator[list[tuple[str, int]]]:
    """Yield names with all words but one in common, each with the place of that word; or -1."""
    groups: dict[tuple[object, ...], list[tuple[str, int]]] = {}
    for written in found:
        words = written.split()
        if len(words) > 1:
            groups.setdefault(tuple(sorted(words)), []).append((written, -1))
        shortest = (_SHORTEST_PART if len(words) > 1 else _SHORTEST_ALONE) - 1
        for at, word in enumerate(words):
            if len(word) >= shortest:
                rest = (at, *words[:at], _first_sound(word), *words[at + 1 :])
                groups.setdefault(rest, []).append((written, at))
    for group in groups.values():
        if len(group) > 1:
            yield group[:_MOST_ALIKE]


_HARD_C = regex(r"^C(?=[aorlu])")


def _first_sound(word: str) -> str:
    """Return the beginning of a word, in which a hard C is a K: "Catherine", "Katherine"."""
    return _HARD_C.sub("K", word[:2])


_MOST_WORDS = 6
_JOINT = regex(r"\s(?:of|and|for|the|on|&)\s|[a-z]{3}\.\s")


def _ends(written: str) -> Iterator[tuple[int, str]]:
    """Yield a name, and what of it may be the name of the thing: its last two words."""
    if " " not in written:
        if len(written) >= _SHORTEST_ALONE:
            yield 0, written
        return
    for piece in (*_SEVERAL.finditer(written), *_PAIRED.finditer(written)):
        yield piece.start("name"), piece["name"]
    starts = [0, *(joint.end() for joint in _JOINT.finditer(written))]
    for start, stop in zip(starts, [*starts[1:], len(written)], strict=True):
        part = written[start:]
        if _SENTENCE.search(part):
            part = written[start:stop]
        part = _NUMBERED.sub("", part.rstrip(". "))
        words = part.split()
        if not words or len(words) > _MOST_WORDS:
            continue
        if len(words) > 1 or len(part) >= _SHORTEST_ALONE:
            yield start, part
        if len(words) > 2:
            last = " ".join(words[-2:])
            if part.endswith(last):
                yield start + len(part) - len(last), last


_PAIRED = lazy_regex(  # "Ambassador Katherine Tai and Minister Yeo": each is a name
    r"(?:^|(?<=\sand\s))(?P<name>[A-Z][a-z]+(?:\s[A-Z][a-z]+){1,2})(?=\sand\s[A-Z])"
)
_SEVERAL = regex(r"(?P<name>[A-Z][a-z]{7,})\s\d{1,2}\s(?:and|&|or)\s")
_NUMBERED = regex(r"\s\d{1,2}$")  # one of several of a name: "Vogtle 3"
_SENTENCE = regex(r"[a-z]{3}\.\s")


_LEGAL_FORM = lazy_regex(
    r"[.,]?\s(?:Co\b|Inc\b|Corp\b|Ltd\b|LLC\b|L\.L\.C|PLC\b|GmbH\b|AG\b|S\.A\.|Company\b|Corporation\b)"
)
_FORM = lazy_regex(r"\s(?:Co|Inc|Corp|Ltd|LLC|PLC|GmbH|AG|Company|Corporation)\.?$")
_SENTENCES = lazy_regex(r"^.*[a-z]{3}\.\s")  # what only stood before the name
_OF_A_COMPANY = 3  # words of a name whose first ones tell which company it is


def renamed_companies(text: str, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield a name that has another last word than the company introduced by the same first ones.

    "Halla Marine Systems Co., Ltd." is not "Halla Marine Services", unless that one is introduced
    with a legal form of its own, or both are known.
    """
    if not _has_legal_form(text):
        return
    known = entities()
    groups: dict[tuple[str, ...], dict[str, tuple[Name, bool]]] = {}
    for name in names:
        written = _FORM.sub("", _SENTENCES.sub("", name.written))
        words = tuple(written.split())
        if len(words) == _OF_A_COMPANY:
            at = name.start + name.written.index(written)
            formed = text[at + len(written) : name.end] != "" or bool(
                _LEGAL_FORM.match(text, name.end)
            )
            place = Name(at, at + len(written), written)
            before = groups.setdefault(words[:-1], {}).get(written)
            if before is None or (formed and not before[1]):
                groups[words[:-1]][written] = (place, formed)
    for group in groups.values():
        formal = [place for place, formed in group.values() if formed]
        others = [place for place, formed in group.values() if not formed]
        if len(formal) == len(others) == 1 and not known.named(others[0].written):
            yield others[0], formal[0]


@lru_cache(maxsize=1)  # the articles of one document are checked one after the other
def _has_legal_form(text: str) -> bool:
    return _LEGAL_FORM.search(text) is not None


def _usual(first: str, second: str, found: dict[str, list[Name]]) -> bool:
    """Whether the first of two spellings is the one that is meant."""
    known = [bool(entities().named(name)) for name in (first, second)]
    if known[0] != known[1]:
        return known[0]
    return (len(found[first]), -found[first][0].start) >= (
        len(found[second]),
        -found[second][0].start,
    )


def _one_name(usual: str, written: str, at: int, text: str) -> bool:
    """Whether a name is another one mistyped."""
    known = entities()
    bearers = known.named(usual)
    if known.named(written) or korean_name().search(usual):
        return False
    if at < 0:  # the same words in another order
        return bool(bearers) and all(one.kind != "person" for one in bearers)
    words, others = usual.split(), written.split()
    word, other = words[at].casefold(), others[at].casefold()
    if not one_edit(word, other) or any(char.isdigit() for char in word + other):
        return False
    short, long = sorted((word, other), key=len)
    if word[:-1] == other[:-1] and any(one.kind == "place" for one in bearers):
        return False  # "Argentine"
    if not long.isascii() or {short[-3:], long[-3:]} == {"man", "men"}:
        return False
    if long[:-1] == short and long[-1] in _ENDINGS:
        within = at + 1 < len(words) and long[-1] == "s"
        named = bool(bearers) and all(one.kind != "place" for one in bearers)
        return len(words) > 1 and (within or named)
    if len(words) == 1 and {word, other} & no_slips():
        return False
    plain = plain_words(text)
    # What a text also writes small is a word of its own, and its slip in a name is none.
    several = len(words) > 1 and len(other) >= _SHORTEST_WORD
    return other not in plain and (several or word not in plain)


@cache
def no_slips() -> frozenset[str]:
    """Return the common words that are one letter from a known name: "politics"."""
    return frozenset(table("names")["no_slips"])


@lru_cache(maxsize=1)  # few names are close to another one, and few texts have such
def plain_words(text: str) -> frozenset[str]:
    """Return the words of a text that it writes with a small letter."""
    return frozenset(_PLAIN.findall(text))
