"""Surnames that stand alone, one letter off that of a person whom the text names in full.

"Secretary Ann Colvin spoke ... Colvine praised him": the second is no other person, if the text
introduces none of that name, names none twice, and what stands around it is said of a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bongsu.audit.structure.misspelt import plain_words
from bongsu.audit.structure.romanised import Name, korean_families, korean_people, same_family
from bongsu.evidence.entities import entities, one_edit
from bongsu.patterns import lazy_regex, regex

_IN_FULL = regex(
    r"(?:^|\s)[A-Z](?:[a-z]+|\.)\s(?:[A-Z]\.\s)?(?P<family>[A-Z][a-z]{4,}|[A-Z][a-z]+-[A-Z][a-z]+)$"
)
_WORD = regex(r"(?:[A-Z][a-z]+-)?[A-Z][a-z]{4,}\b(?![-’'][A-Za-z]{2})")
_TITLE = (
    r"\b(?:Mr|Ms|Mrs|Dr|Gen|Adm|Sen|Rep|Gov|Secretary|President|Minister|Premier|Chancellor|General|"
    r"Admiral|Ambassador|Governor|Chairman|Chairwoman|Chair|Senator|Representative|Commissioner|"
    r"Director|Justice|Professor)\.?\s"
)
_TITLED = regex(rf"{_TITLE}$")
_TITLE_ALONE = regex(rf"^{_TITLE}(?=[A-Z][a-z]+$)")
_HANDLED = regex(r"\b(?:according to|told|by|met|asked|succeeded|replaced)\s$", re.IGNORECASE)
_ACTS = lazy_regex(  # what a person does, behind the name
    r"(?:['’]s?)?(?:,\swho\b|,?\s(?:(?:[a-z]+ly|also|then|later|has|had|would|will)\s){0,2}"
    r"(?:said|says|told|tells|wrote|writes|spoke|speaks|met|meets|made|took|went|gave|saw|left|"
    r"came|became|held|thinks?|thought|believes|argues|calls|warns|notes|insists|hopes|"
    r"led|leads|heads?|runs|ran|[a-z]{3,}ed|was|is|come|been|gone|had|has|did|does|will|would|"
    r"could|can|knew|knows|kept|lost|won|sat|sent|stood|stayed|flew|found|felt|put|paid|brought|"
    r"began|chose|got|grew|heard|read|rose|sold|thinks|seems)\b)"
)
_IS = lazy_regex(
    r",\s(?:the|an?|who|then|[A-Z][\w.]+(?:\s[A-Z]\w+)?['’]s?)\s"
)  # behind one in full
_OWNS = regex(r"['’]s?\s[a-z]")
_GIVEN = regex(r"[A-Z](?:[a-z]+|\.)\s(?:[A-Z]\.\s)?$")
_LEAD = 40  # code points before a name in which a title or a verb stands
_MOST = 300  # people of one text


def misspelt_surnames(text: str, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield a surname that stands once, alone, and the one from which it is a letter away."""
    full = _in_full(names)
    alone: dict[str, list[Name]] = {}
    within: set[str] = set()  # words of longer names
    for name in names:
        word = _WORD.fullmatch(_TITLE_ALONE.sub("", name.written))
        if word is not None:
            place = Name(name.end - len(word[0]), name.end, word[0])
            alone.setdefault(word[0], []).append(place)
        else:
            within.update(name.written.split())
    by_letter: dict[str, list[str]] = {}
    for family in list(full)[:_MOST]:
        by_letter.setdefault(family[0], []).append(family)
    for written, places in alone.items():
        if len(places) > 1 or written in within or entities().named(written):
            continue
        if not _of_a_person(text, places[0]):
            continue
        for family in by_letter.get(written[0], ()):
            if _slip(written, family, text) and (
                any(_of_a_person(text, one, in_full=True) for one in full[family])
                or any(_of_a_person(text, one) for one in alone.get(family, ()))
            ):
                yield places[0], full[family][0]
                break


_TITLED_KOREAN = regex(rf"{_TITLE}(?P<family>[A-Z][a-z]{{1,6}})(?=['’]s|$|\s(?:and|of)\s)")


_FEW = 8  # people whom a text names in full


def misspelt_families(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield a Korean family name behind a title that nobody bears whom the text names in full.

    "President Yun" in a text on Yoon Suk Yeol alone is he; so is "Mr. Yoo" in one on Yeo Han-koo.
    """
    full: dict[str, Name] = {}  # who is named in full, by the family name
    titled: dict[str, list[Name]] = {}
    for name in names:
        for person in korean_people(name):
            full.setdefault(person.written.split()[0], person)
        for match in _TITLED_KOREAN.finditer(name.written):
            place = Name(name.start + match.start("family"), name.start + match.end(), match[1])
            titled.setdefault(match["family"], []).append(place)
    for family, places in titled.items():
        if family in full or family not in korean_families():
            continue
        near = [
            one  # "Cho" and "Choi" are two families; so may be any two of a text on many people
            for one in full
            if len(one) == len(family) and one_edit(one.casefold(), family.casefold())
        ]
        near = near if len(full) <= _FEW and len(places) == 1 else []
        sound = [one for one in full if same_family(one, family)]
        meant = sound or near
        if len(meant) == 1:
            yield places[0], full[meant[0]]


def _in_full(names: Sequence[Name]) -> dict[str, list[Name]]:
    """Return where each last word stands behind what may be a given name."""
    found: dict[str, list[Name]] = {}
    for name in names:
        match = _IN_FULL.search(name.written) if " " in name.written else None
        if match is not None:
            place = Name(name.start + match.start("family"), name.end, match["family"])
            found.setdefault(place.written, []).append(place)
    return found


def _of_a_person(text: str, name: Name, *, in_full: bool = False) -> bool:
    """Whether what stands beside a name is said of a person."""
    lead = text[max(0, name.start - _LEAD) : name.start]
    lead = _GIVEN.sub("", lead) if in_full else lead
    return bool(
        _TITLED.search(lead)
        or _HANDLED.search(lead)
        or _ACTS.match(text, name.end)
        or _OWNS.match(text, name.end)
        or (in_full and _IS.match(text, name.end))
    )


def _slip(word: str, family: str, text: str) -> bool:
    """Whether a word is a surname mistyped, and no plural of it, nor a word of the language."""
    lower, its = word.casefold(), family.casefold()
    short, long = sorted((lower, its), key=len)
    if not one_edit(lower, its) or long == f"{short}a":  # "Marsha" is no slip of "Marsh"
        return False
    if long == f"{short}s" and not short.endswith("s"):
        return False
    return not {lower, its} & plain_words(text)
