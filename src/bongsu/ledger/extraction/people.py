"""People in a text with their offices; short names are resolved within the document.

"Minister Koo" is whoever the document calls "Minister of Economy and Finance Koo Yun-cheol", before
or after. Where it names several of that family, the words of the office decide; where it names
none, the list of terms of office does, on the day of the event.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bongsu.evidence.entities import entities
from bongsu.ledger.extraction.words import table, words

_TOKEN = re.compile(r"[^\W_](?:[\w.'’-]*\w)?\.?")
_OF = frozenset({"of", "for", "to", "the", "and", "in"})
_POSSESSIVE = re.compile(r"['’]s?\Z")
_FORMER = re.compile(r"(?<!\w)(?:former|ex|one-time|onetime|retired)[ \n-]\Z", re.IGNORECASE)
_LONGEST_NAME = 4  # words
_LONGEST_PREFIX = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One place where a text names somebody with an office, or in full."""

    start: int  # of the office, if there is one
    end: int
    name: str  # as printed, "Koo" or "Koo Yun-cheol"
    office: str  # as printed, with what stands before: "former South Korean Minister of Defense"

    @property
    def former(self) -> bool:
        """Whether the text says that the office was left."""
        return self.office.startswith("former ")

    @property
    def full(self) -> bool:
        """Whether the name has more than one word."""
        return " " in self.name


@cache
def heads() -> re.Pattern[str]:
    """Return what finds the head of an office: "Minister", "Vice President"."""
    listed = sorted(words("people", "heads"), key=len, reverse=True)
    return re.compile(
        rf"(?:(?<![\w-])|(?<=[Ee]x-)|(?<=[Tt]hen-))(?:{'|'.join(map(re.escape, listed))})(?![\w-])"
    )


@cache
def _portfolio() -> frozenset[str]:
    return frozenset(words("people", "portfolio"))


def namings(text: str, start: int, end: int) -> list[Naming]:
    """Return everybody whom a stretch names with an office, and those whom the list knows."""
    found: list[Naming] = []
    places = _places(text[start:end], start)
    at = start
    while match := heads().search(text, at, end):
        at = match.end()
        named = _after_head(text, match, end, places)
        if named:
            found.append(named)
            at = named.end
    found.extend(_listed(text, start, end, found))
    return sorted(found, key=lambda one: one.start)


def _places(text: str, offset: int) -> dict[int, tuple[int, str]]:
    """Return where names that are no people's begin, and where they end."""
    return {
        offset + first: (offset + last, found[0].kind)
        for first, last, found in entities().mentions(text)
        if found[0].kind != "person"
    }


def _after_head(
    text: str, head: re.Match[str], end: int, places: dict[int, tuple[int, str]]
) -> Naming | None:
    """Return whom an office belongs to, none if no name follows it."""
    name_at = _behind_portfolio(text, head.end(), end, places)
    tokens: list[tuple[int, int]] = []
    at = name_at
    while len(tokens) < _LONGEST_NAME and (token := _next(text, at, end)):
        word = text[token[0] : token[1]]
        if not word[0].isupper() or word in _portfolio() or (token[0] in places and not tokens):
            break
        tokens.append(_bare(text, *token))
        at = token[1]
        if tokens[-1][1] != token[1]:
            break  # "Koo's"
    if not tokens:
        return None
    first, last = tokens[0][0], tokens[-1][1]
    begin = _prefix(text, head.start(), places)
    former = _FORMER.search(text, max(0, begin - 12), begin)
    return Naming(
        start=begin,
        end=last,
        name=" ".join(text[first:last].split()),
        office="former " * bool(former) + " ".join(text[begin:name_at].split()).rstrip(","),
    )


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a token without its possessive and without a full stop that ends a sentence."""
    word = text[start:end]
    if match := _POSSESSIVE.search(word):
        return start, start + match.start()
    if word.endswith(".") and len(word) > 2:
        return start, end - 1
    return start, end


def _next(text: str, at: int, end: int) -> tuple[int, int] | None:
    """Return the next word if only one blank or line break parts it from here."""
    if at >= end or text[at] not in " \n":
        return None
    match = _TOKEN.match(text, at + 1, end)
    return match.span() if match else None


def _behind_portfolio(text: str, at: int, end: int, places: dict[int, tuple[int, str]]) -> int:
    """Return where the words of a portfolio end: "of Trade, Industry and Resources"."""
    first = _next(text, at, end)
    if not first or text[first[0] : first[1]] not in _OF:
        return at
    position = at
    while True:
        comma = 1 if text[position : position + 1] == "," else 0
        token = _next(text, position + comma, end)
        if not token:
            return position
        word = text[token[0] : token[1]].rstrip(".,")
        if token[0] in places:
            position = places[token[0]][0]
        elif word in _portfolio() or (word in _OF and not comma):
            position = token[0] + len(word)
        else:
            return position


def _prefix(text: str, head: int, places: dict[int, tuple[int, str]]) -> int:
    """Return where an office begins: "South Korea's Minister", "Hyundai Motor Company Chairman"."""
    begin = next((start for start, (end, _) in places.items() if end == head - 1), head)
    for _ in range(_LONGEST_PREFIX):
        match = re.search(r"([^\W_][\w.'’&-]*)[ \n]\Z", text[max(0, begin - 40) : begin])
        if not match or not match[1][0].isupper() or match[1] in words("people", "no_prefix"):
            break
        if match[1].endswith(".") and match[1] not in {"U.S.", "U.K.", "S."}:
            break  # a sentence ends here
        begin -= len(match[0])
    return begin


def _listed(text: str, start: int, end: int, known: Sequence[Naming]) -> Iterator[Naming]:
    for first, last, found in entities().mentions(text[start:end]):
        a, b = start + first, start + last
        if found[0].kind != "person" or any(one.start < b and a < one.end for one in known):
            continue
        name = text[a:b]
        if " " in name:
            yield Naming(start=a, end=b, name=" ".join(name.split()), office="")


class Roster:
    """Everybody whom an article names in full, by family name.

    Parameters
    ----------
    introduced : sequence of Naming
        Of the whole article; short ones are left out.
    """

    def __init__(self, introduced: Sequence[Naming]) -> None:
        self._by_word: dict[str, dict[str, list[str]]] = {}
        for one in introduced:
            if one.full:
                spelt = one.name.split()
                for word in {spelt[0], spelt[-1]}:
                    offices = self._by_word.setdefault(word, {}).setdefault(one.name, [])
                    if one.office:
                        offices.append(one.office)

    def resolved(self, one: Naming, when: dt.date | None) -> tuple[str, str]:
        """Return the full name and office of somebody, as printed where nobody tells more."""
        if one.full:
            return one.name, one.office
        candidates = {
            name: fitting
            for name, offices in self._by_word.get(one.name, {}).items()
            if (fitting := _fitting(name, offices, one, when))
        }
        scored = sorted(
            (max((_common(one.office, office) for office in offices), default=0), name)
            for name, offices in candidates.items()
        )
        if scored and scored[-1][0] > 0 and (len(scored) < 2 or scored[-2][0] < scored[-1][0]):
            name = scored[-1][1]
            return name, max(candidates[name], key=lambda office: _common(one.office, office))
        held = _in_office(one, when) if when and not one.former else None
        return held or (one.name, one.office)


def _fitting(name: str, offices: Sequence[str], one: Naming, when: dt.date | None) -> Sequence[str]:
    """Return the offices that somebody may be called by on a day; none that was left before."""
    if one.former or when is None:
        return offices
    in_office = held(name, one.office, when)
    if in_office is False:
        return ()
    return [
        office.removeprefix("former ")
        for office in offices
        if in_office or not office.startswith("former ")
    ]


def held(name: str, office: str, when: dt.date) -> bool | None:
    """Whether somebody held an office on a day; none where the list of terms does not say.

    Examples
    --------
    >>> day = dt.date(2025, 11, 5)
    >>> held("Antony Blinken", "Secretary of State", day), held("A B", "Mayor", day)
    (False, None)
    """
    people = {one.id for one in entities().named(name) if one.kind == "person"}
    short = len(re.findall(r"[A-Z][\w-]+", office)) == 1  # "Secretary" may be of anything
    terms = [
        one
        for one in entities().terms
        if one.person in people
        and (_names(office, one.office) or (short and _head(office) == _head(one.office)))
    ]
    return any(one.covers(when) for one in terms) if terms else None


def _common(office: str, other: str) -> int:
    """Return how many words two offices share; neither may name another country."""
    countries = country_of_office(office), country_of_office(other)
    if all(countries) and countries[0] != countries[1]:
        return 0
    first, second = (set(re.findall(r"[A-Z][\w-]+", told)) for told in (office, other))
    shared = first & second
    exact = _head(office) == _head(other)
    return 2 * len(shared) + exact if shared else 0


def _head(office: str) -> str:
    match = heads().search(office)
    return match[0] if match else ""


def _in_office(one: Naming, when: dt.date) -> tuple[str, str] | None:
    """Return who of that family name held a like office on a day, if it is one person."""
    held = set()
    for term in entities().terms:
        person = entities().get(term.person)
        if person is None or one.name not in {person.name.split()[0], person.name.split()[-1]}:
            continue
        if term.covers(when) and _names(one.office, term.office):
            held.add((person.name, term.office))
    return held.pop() if len({name for name, _ in held}) == 1 else None


def _names(printed: str, listed: str) -> bool:
    """Whether an office as printed says enough: "Foreign Minister", not "Mayor" of no town."""
    shared = _common(printed, listed) // 2
    return shared >= min(2, len(re.findall(r"[A-Z][\w-]+", listed))) > 0


def country_of_office(office: str) -> str:
    """Return the country that an office names, "" where it names none."""
    listed: dict[str, list[str]] = table("people")["countries"]
    for code, names in listed.items():
        if re.match(rf"(?:former )?(?:{'|'.join(names)})(?![\w-])", office):
            return code
    return ""


def company(office: str) -> str:
    """Return the company or bank that somebody leads, "" for an office of state.

    Examples
    --------
    >>> company("Acme Robotics Vice President"), company("Vice President")
    ('Acme Robotics', '')
    """
    match = heads().search(office)
    led = match and match[0] in words("people", "leads")
    before = office[: match.start()].strip() if match and led else ""
    return "" if country_of_office(before) or _POSSESSIVE.search(before) else before


def ministry(office: str) -> str:
    """Return the ministry or department of an office, "" where it leads none.

    Examples
    --------
    >>> ministry("U.S. Secretary of Commerce")
    'U.S. Department of Commerce'
    >>> ministry("South Korea's Minister of National Defense")
    'Ministry of National Defense (KR)'
    """
    secretary = re.search(r"Secretary of (?:the )?([A-Z].*)\Z", office)
    short = re.search(r"(?:\A|U\.S\. )([A-Z]\w+) Secretary\Z", office)
    found = secretary or short
    if found and "Presidential" not in office:
        article = "the " if found[1] in {"Treasury", "Army", "Navy", "Interior"} else ""
        return f"U.S. Department of {article}{found[1]}"
    minister = re.search(r"(?<!Vice )(?<!Prime )Minister of ([A-Z].*)\Z", office)
    if minister:
        code = country_of_office(office)
        return f"Ministry of {minister[1]}" + (f" ({code})" if code else "")
    return ""
