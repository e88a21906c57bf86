"""Who takes part: names in the cells of party columns, and parties that only the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bongsu.evidence.entities import Entity, entities
from bongsu.ledger.extraction.records import Told
from bongsu.ledger.extraction.sources import Page
from bongsu.ledger.extraction.words import found_by, table, words

COMPANY_KINDS = frozenset({"company", "group", "bank", "university", "think tank"})
_ABBREVIATION = re.compile(r"[ \n]*\(([A-Z][\w&.-]{1,12})\)\s*\Z")
_STRONG = re.compile(r"\s*(?:;|；|\n|•|·(?=\s)|\s/\s|\s\|\s)\s*")
_COMMA = re.compile(r"\s*[,，、]\s*")
_AND = re.compile(r"[ \n]+(?:and|&|및)[ \n]+|(?<=\w)/(?=[A-Z가-힣])")
_LEADING_AND = re.compile(r"(?:and|&)[ \n]+")
_WORD = re.compile(r"[^\W_][\w'’.&-]*")
_LONGEST = 4_000  # code points of a cell in which names are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The names in a cell, and what is odd about them."""

    names: tuple[Told, ...] = ()
    flags: tuple[str, ...] = ()


def parties(page: Page, start: int, end: int) -> Cell:
    """Return the parties that a cell names, as printed.

    Lists part at semicolons and line ends; at commas and "and" only where it is sure that both
    sides are names.
    """
    text = page.text[start : min(end, start + _LONGEST)]
    if is_none(text):
        return Cell()
    flags: list[str] = []
    names: list[Told] = []
    for piece in _pieces(text):
        first, last = _trimmed(text, *piece)
        name = text[first:last]
        if is_none(name):
            continue
        if _withheld().fullmatch(name):
            flags.append("unnamed_party")
            continue
        if is_described(name):
            flags.append("unnamed_party")
        names.append(page.told(" ".join(name.split()), start + first, start + last))
    return Cell(names=tuple(names), flags=tuple(dict.fromkeys(flags)))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a name without marks of footnotes and a country in brackets behind it."""
    found = _behind_names().search(text[start:end])
    return (start, start + found.start()) if found and found.start() else (start, end)


@cache
def _behind_names() -> re.Pattern[str]:
    """Find "[3]", "*", "," and "(US)" at the end of a name."""
    countries = "|".join(word for named in table("columns")["countries"].values() for word in named)
    return re.compile(rf"(?:\s*(?:\[\w{{1,3}}\]|[*†‡§¹²³⁴⁵]+|[,，]|\((?:{countries})\)))+\s*\Z")


def bracketed_country(text: str) -> str:
    """Return the country that stands in brackets behind a name: "Uber (US)"; "" if none does.

    Examples
    --------
    >>> bracketed_country(" (Korea)"), bracketed_country(" (KCCI)")
    ('KR', '')
    """
    found = re.match(r"\s*\(([^()]{2,24})\)", text)
    listed: dict[str, list[str]] = table("columns")["countries"]
    for code, named in listed.items():
        if found and re.fullmatch("|".join(named), found[1]):
            return code
    return ""


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile("|".join(words("parties", "none")), re.IGNORECASE)


@cache
def _withheld() -> re.Pattern[str]:
    return re.compile("|".join(words("parties", "withheld")), re.IGNORECASE)


def is_none(text: str) -> bool:
    """Whether a cell says that there is nothing to say.

    Examples
    --------
    >>> [is_none(cell) for cell in ("N/A", "", " - ", "TBD", "Nana Corp.")]
    [True, True, True, True, False]
    """
    bare = text.strip().strip("()[]").strip()
    return not bare or _nothing().fullmatch(bare) is not None


def is_described(name: str) -> bool:
    """Whether words describe a party instead of naming it.

    Examples
    --------
    >>> is_described("Major investor-owned utility"), is_described("Major League Baseball")
    (True, False)
    """
    spelt = _WORD.findall(re.sub(r"\([^()]*\)", "", name))
    if not spelt or known(name):
        return False
    generic = found_by("parties", "nouns").fullmatch(spelt[-1]) is not None
    if len(spelt) > 1 and spelt[-1][0].islower():
        return generic or spelt[0].lower() in {"a", "an", "one", "several", "some"}
    describing = found_by("parties", "describing")
    return generic and all(describing.fullmatch(word) for word in spelt[:-1])


@cache
def known(name: str) -> tuple[Entity, ...]:
    """Return the entities of a name, an abbreviation in brackets behind it left out."""
    return entities().named(name) or entities().named(_ABBREVIATION.sub("", name))


def country_of(name: str) -> str:
    """Return the country of a known name, "" where it is unknown or not one."""
    countries = {entity.country for entity in known(name)}
    return countries.pop() if len(countries) == 1 else ""


def side_of(name: str) -> str:
    """Return on whose side a party stands: a Korean group's company in America is Korean."""
    return "KR" if belongs_to(name, "KR") else country_of(name)


def belongs_to(name: str, country: str) -> bool:
    """Whether an entity of that name, or a group that it is part of, is of a country."""
    for entity in known(name):
        seen: Entity | None = entity
        for _ in range(8):  # a group of groups; deeper is a circle
            if seen is None:
                break
            if seen.country == country:
                return True
            seen = entities().get(seen.parent) if seen.parent else None
    return False


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    strong = list(_split(text, 0, len(text), _STRONG))
    for start, end in strong:
        inner = [(start, end)] if len(strong) > 1 else _at_commas(text, start, end)
        for first, last in inner:
            yield from _at_and(text, first, last, listed=len(inner) > 1)


def _split(text: str, start: int, end: int, joint: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between joints that stand in no brackets, white space taken off."""
    at, begin, depth, checked = start, start, 0, start
    while at <= end:
        found = joint.search(text, at, end)
        stop = found.start() if found else end
        depth += text.count("(", checked, stop) - text.count(")", checked, stop)
        checked = stop
        if found and depth > 0 and ")" in text[stop:end]:
            at = max(found.end(), at + 1)
            continue
        first, last = _bare(text, begin, stop)
        if first < last:
            yield first, last
        if not found:
            return
        begin = at = max(found.end(), stop + 1)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _at_commas(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the names of a list with commas; the whole where that is not sure."""
    whole = [(start, end)]
    if known(text[start:end]):
        return whole
    joined: list[tuple[int, int]] = []
    for first, last in _split(text, start, end, _COMMA):
        if joined and _continues(text[first:last]):
            joined[-1] = (joined[-1][0], last)
            continue
        leading = _LEADING_AND.match(text, first, last)
        joined.append((leading.end() if leading else first, last))
    if len(joined) < 2:
        return whole
    named = sum(bool(known(text[first:last])) for first, last in joined)
    capital = all(text[first].isupper() or text[first].isdigit() for first, _ in joined)
    sure = capital and (named * 2 >= len(joined) or (len(joined) > 2 and named > 0))
    return joined if sure or (capital and len(joined) > 3) else whole


@cache
def _legal() -> re.Pattern[str]:
    forms = "|".join(words("parties", "legal"))
    return re.compile(rf"(?:{forms})(?:\s*\([^()]*\))?", re.IGNORECASE)


def _continues(piece: str) -> bool:
    """Whether what stands behind a comma belongs to the name before: "Inc.", "Center for ..."."""
    return bool(_legal().fullmatch(piece) or found_by("parties", "sub_units").match(piece))


def _at_and(text: str, start: int, end: int, *, listed: bool) -> Iterator[tuple[int, int]]:
    """Yield both sides of an "and" that joins two known names; else the whole."""
    name = text[start:end]
    if not known(name) and not _abbreviates(name):
        for found in _AND.finditer(text, start, end):
            sides = text[start : found.start()], text[found.end() : end]
            both = all(known(side) for side in sides)
            one = any(known(side) for side in sides) and sides[1][:1].isupper()
            if both or (one and (listed or _names_two(*sides))):
                yield start, found.start()
                yield from _at_and(text, found.end(), end, listed=listed)
                return
    yield start, end


def _names_two(one: str, other: str) -> bool:
    """Whether two sides, of which one is a known name, are two: not "Acme Trading and Energy"."""
    strange = other if known(one) else one
    common = found_by("parties", "common").fullmatch
    spelt = _WORD.findall(strange)
    company = any(each.kind in COMPANY_KINDS for each in (*known(one), *known(other)))
    return company and bool(spelt) and not all(map(common, spelt)) and spelt[0][0].isupper()


def _abbreviates(name: str) -> bool:
    """Whether letters in brackets abbreviate the whole name, an "and" within included."""
    found = _ABBREVIATION.search(name)
    if not found:
        return False
    initials = "".join(
        word[0] for word in _WORD.findall(name[: found.start()]) if word[0].isupper()
    )
    return initials == re.sub(r"[^A-Z]", "", found[1])


def others(page: Page, start: int, end: int, principals: list[str]) -> Iterator[Told]:
    """Yield the companies and bodies that a text names beside the parties of its row.

    Those of the list of entities count wherever they stand with "with", "and" and the like before
    them; the same words and a name in capitals make an unknown one.
    """
    ours = {entity.id for name in principals for entity in known(name)}
    relatives = ours | {one.parent for name in principals for one in known(name) if one.parent}
    text = page.text[start:end]
    covered: list[tuple[int, int]] = []
    for first, last, found in entities().mentions(text):
        covered.append((first, last))
        entity = found[0]
        if entity.kind not in COMPANY_KINDS or not _joins(text, first):
            continue
        if (
            entity.id in relatives
            or entity.parent in ours
            or _is_ours(text[first:last], principals)
        ):
            continue
        yield page.told(text[first:last], start + first, start + last)
    for match in _capitals().finditer(text):
        first, last = match.span("name")
        free = all(last <= a or first >= b for a, b in covered)
        if free and not _is_ours(match["name"], principals):
            yield page.told(match["name"], start + first, start + last)


@cache
def _capitals() -> re.Pattern[str]:
    """Find "with TSMC" where TSMC is in no list: capitals alone at the end of a clause."""
    joining = "|".join(words("parties", "joining")[:1])
    return re.compile(rf"(?<!\w)(?:{joining})[ \n](?P<name>[A-Z]{{3,6}})(?=[.,;]|\s*\Z| for | in )")


def _joins(text: str, at: int) -> bool:
    joining = found_by("parties", "joining")
    before = text[max(0, at - 24) : at].rstrip()
    return any(match.end() == len(before) for match in joining.finditer(before))


def _is_ours(name: str, principals: list[str]) -> bool:
    """Whether a name is part of a party's: "Samsung" in the row of Samsung Electronics."""
    folded = name.casefold()
    return any(folded in one.casefold() or one.casefold() in folded for one in principals)
