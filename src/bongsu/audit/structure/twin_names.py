"""Names of one word that differ by two letters in each other's place, or sound alike in Korean.

Each may stand but once in a text: "Kakao" and "Kakoa", "Gyeonggi" and "Kyonggi". Universities and
papers keep the old spelling of their town.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bongsu.audit.structure.misspelt import plain_words
from bongsu.audit.structure.romanised import Name
from bongsu.evidence.entities import entities
from bongsu.patterns import lazy_regex, regex

_WORD = lazy_regex(r"\b[A-Z][a-z]{4,}(?=(?:-(?:do|si|gun|gu|dong))?\b)(?![-\u2019']?[A-Z])")
_KEEPS = lazy_regex(
    r"(?:[ -](?:National |Women\u2019s |Women's )?(?:University|Univ|Ilbo|Daily|Times|Shinmun|"
    r"Sinmun|Institute|College|Press|Beer))"
)
_ONSET = r"(?:kk|tt|pp|ss|jj|ch|sh|[bcdghjklmnprstwy])?"
_VOWEL = r"(?:yeo|yae|wae|yoo|ae|ya|yo|ye|yu|wa|we|wi|wo|oo|ee|eo|eu|ui|oe|ou|[aeiou])"
_CODA = r"(?:ng(?![aeiouyw])|[kgnlmpt](?![aeiouyw]))?"
_KOREAN = regex(rf"(?:{_ONSET}{_VOWEL}{_CODA}){{2,}}")
_SOUNDS = (
    ("yoo", "yu"),
    ("eo", "o"),
    ("oo", "u"),
    ("ou", "u"),
    ("eu", "u"),
    ("ee", "i"),
    ("sh", "s"),
    ("ch", "j"),
    ("k", "g"),
    ("t", "d"),
    ("p", "b"),
    ("r", "l"),
)
_MOST = 2500  # names of one text that are compared


def twin_names(text: str, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield the rarer, or else the later, of two spellings of one name, with the other."""
    found: dict[str, list[Name]] = {}
    for name in names[:_MOST]:
        for match in _WORD.finditer(name.written):
            place = Name(name.start + match.start(), name.start + match.end(), match[0])
            if _KEEPS.match(text, place.end) is None:
                found.setdefault(match[0], []).append(place)
    groups: dict[str, list[str]] = {}
    for word in found:
        for key in _keys(word.casefold()):
            groups.setdefault(key, []).append(word)
    told: set[str] = set()
    for words in groups.values():
        if len(words) == 1:
            continue
        usual = max(
            words, key=lambda word: (len(found[word]), bool(_bearers(word)), -found[word][0].start)
        )
        for word in words:
            if word != usual and word not in told and _one_name(word, usual, text):
                told.add(word)
                yield found[word][0], found[usual][0]


@lru_cache(maxsize=1 << 14)  # names come back from text to text
def _keys(word: str) -> tuple[str, ...]:
    """Return what a name has in common with its turned spellings, and with its other sound."""
    turned = [
        f"{at}:{word[:at]}{min(one, two)}{max(one, two)}{word[at + 2 :]}"
        for at, (one, two) in enumerate(pairwise(word[1:]), start=1)
    ]
    return (*turned, _sound(word)) if _KOREAN.fullmatch(word) else tuple(turned)


def _sound(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    return word


def _one_name(word: str, other: str, text: str) -> bool:
    """Whether neither is a plain word of the text, nor both are known names of two things."""
    if {word.casefold(), other.casefold()} & plain_words(text):
        return False
    two = _bearers(word), _bearers(other)
    return not all(two) or bool(two[0] & two[1])


def _bearers(word: str) -> frozenset[str]:
    return frozenset(entity.id for entity in entities().named(word, None))
