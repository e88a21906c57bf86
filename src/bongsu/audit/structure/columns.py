"""Cells that belong under another head: two of a row exchanged, or a name in the wrong list.

What a column holds is told by its other cells: sums, dates, people, countries, authorities, one
and the same word. A row whose cell is of the sort that another column has throughout, and which
lacks it there, has the two exchanged. In a table of names sorted by their heads, a sentence that
speaks of a name in the words of another head is held against the table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

from bongsu.audit.reading.surroundings import topics
from bongsu.audit.reading.wording import alternation, prose, table
from bongsu.audit.structure.misplaced import Columns
from bongsu.evidence.documents import Block, Table
from bongsu.evidence.entities import entities
from bongsu.evidence.mentions import Evidence, Sentence
from bongsu.patterns import lazy_regex, regex

_FEWEST = 2  # other rows that show what a column holds
_LONGEST = 80  # code points of a cell that is a value and no text
_MOST_ROWS = 200
_MOST_PAIRS = 1_000  # of cells of a row that may be exchanged; thirty columns have fewer
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_MONEY = (
    r"(?:(?:US|A|C|HK)?[$€£¥₩]|(?:USD|KRW|EUR|JPY)\s)\s?[\d,.]+.*|"
    r"[\d,.]+\s(?:(?:thousand|million|billion|trillion)\s)?(?:won|dollars|yen|euros?|yuan)\b.*"
)
_AUTHORITY = (
    r"\b(?:Ministry|Department|Commission|Agency|Authority|Bureau|Office|Council|Court|Assembly|"
    r"Congress|Senate|Committee|Representative|Service|Administration|Board|Treasury|Customs)\b"
)
_SORTS = {
    "date": rf"(?:(?:{_MONTH}|early|mid|late|spring|summer|autumn|fall|winter|Q[1-4])[\s-]*)"
    r"(?:\d{1,2}(?:[–-]\d{1,2})?,?\s)?(?:19|20)\d\d|\d{1,2}\s" + _MONTH + r"\s(?:19|20)\d\d",
    "day": rf"{_MONTH}\s\d{{1,2}}(?:[–-]\d{{1,2}})?|\d{{1,2}}\s{_MONTH}",
    "year": r"(?:19|20)\d\d",
    "years": r"(?:19|20)\d\d\s?[–-]\s?(?:19|20)?\d\d",
    "money": _MONEY,
    "percent": r"[-+−]?\d[\d,.]*\s?(?:%|percent|per cent|pp|bp)",
    "grade": r"(?:AAA|AA|A|BBB|BB|B|Aaa|Aa|Baa|Ba)[1-3]?[+-−]?",
    "Korean name": r"(?:Kim|Lee|Yi|Park|Choi|Jung|Jeong|Chung|Kang|Cho|Jo|Yoon|Yun|Jang|Chang|"
    r"Lim|Im|Han|"
    r"Shin|Seo|Suh|Kwon|Hwang|Ahn|An|Song|Ryu|Yoo|Yu|Hong|Moon|Yang|Son|Sohn|Bae|Baek|Heo|Huh|Nam|Shim|"
    r"Noh|Roh|Ha|Kwak|Sung|Cha|Joo|Ju|Woo|Koo|Ku|Min|Na|Chun|Jeon|Bang|Byun|Yeo|Wi|Rhee|Ban)\s"
    r"[A-Z][a-z]+(?:-[A-Za-z][a-z]+|\s[A-Z][a-z]+)",
    "ratio": r"\d+(?:\.\d+)?[:x]\d*",
}
_WITHIN = {
    "authority": _AUTHORITY,
    "shipyard": r"\b(?:Shipbuilding|Shipyards?|Dockyard|Heavy Industries|Marine Industries)\b",
    "bank": r"\b(?:Bank|Bancorp|Securities|Asset Management|Insurance)\b",
    "university": r"\b(?:University|College|KAIST|POSTECH|Institute of)\b",
    "statute": r"\b(?:Section \d+|Act(?: of \d{4})?|Article \d+)\b",
}


def exchanged(evidence: Evidence, table_: Table) -> Iterator[tuple[Block, Block, str]]:
    """Yield two cells of a row that stand in each other's columns, and of what sort the one is.

    The first is the cell that the other rows show to be of the second's column.
    """
    width = len(table_.rows[0])
    rows = [
        row
        for row in table_.rows[1:]
        if len(row) == width and not sums_up(evidence, row) and not _is_title(evidence, row)
    ]
    if not _FEWEST < len(rows) <= _MOST_ROWS:
        return
    sorts = [[sorts_of(evidence, cell) - {LAND} for cell in row] for row in rows]
    common = [_common(sorts, column) for column in range(width)]
    known = Columns(evidence, table_.rows[0], rows)
    for at, row in enumerate(rows):
        found: set[tuple[int, int]] = set()  # of two columns, the lesser first
        for here, there in _pairs(chain(_likely(sorts[at], common), known.likely(at))):
            pair = min(here, there), max(here, there)
            if pair in found:
                continue
            sort = _belongs(sorts, common, at, here, there) or known.misplaced(at, here, there)
            if sort:
                found.add(pair)
                yield row[here], row[there], sort


def _pairs(likely: Iterator[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Return pairs of columns in their order; none if there are too many to tell any apart.

    In a wide table each cell is like those of many a column by chance.
    """
    found: set[tuple[int, int]] = set()
    for pair in likely:
        found.add(pair)
        if len(found) > _MOST_PAIRS:
            return ()
    return sorted(found, key=lambda pair: (min(pair), max(pair), pair[0]))


def _likely(
    row: Sequence[frozenset[str]], common: Sequence[frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of columns of which the first's cell may be of what the second's cell is not."""
    lacking: dict[str, list[int]] = {}
    for there, (own, usual) in enumerate(zip(row, common, strict=True)):
        for sort in usual - own if "" not in own else ():
            lacking.setdefault(sort, []).append(there)
    for here, (own, usual) in enumerate(zip(row, common, strict=True)):
        for sort in own - usual:
            yield from ((here, there) for there in lacking.get(sort, ()))


_SUM = lazy_regex(
    r"(?:(?:grand |sub-?)?totals?|sums?|all(?: (?:told|offices|countries|of them))?|overall|"
    r"average|mean|together|world|combined)\W*",
    re.IGNORECASE,
)


def sums_up(evidence: Evidence, row: Sequence[Block]) -> bool:
    """Whether a row is the sum of those above it, so that its cells are of no sort of theirs."""
    return bool(row) and _SUM.fullmatch(evidence.words(row[0]).strip()) is not None


def _is_title(evidence: Evidence, row: Sequence[Block]) -> bool:
    """Whether a row has nothing but its first cell, as one that heads those below it."""
    return len(row) > 1 and not any(evidence.words(cell).strip() for cell in row[1:])


def _common(sorts: Sequence[Sequence[frozenset[str]]], column: int) -> frozenset[str]:
    """Return the sorts that all cells of a column have but one at most."""
    cells = [row[column] for row in sorts]
    every = frozenset[str]().union(*cells)
    return frozenset(
        sort for sort in every if sum(sort in cell for cell in cells) >= len(cells) - 1
    )


def _belongs(
    sorts: Sequence[Sequence[frozenset[str]]],
    common: Sequence[frozenset[str]],
    at: int,
    here: int,
    there: int,
) -> str:
    """Return the sort that shows a cell to belong into another column of its row; "" if none."""
    wanted = common[there] & sorts[at][here] - sorts[at][there] - common[here]
    if not wanted or "" in sorts[at][there]:
        return ""
    others = [row for place, row in enumerate(sorts) if place != at]
    for sort in sorted(wanted):
        strays = [
            row for row in others if sort in row[here] and not row[here] & row[there] - {sort}
        ]
        if not strays:
            return sort.removeprefix("=")
    return ""


def sorts_of(evidence: Evidence, cell: Block) -> frozenset[str]:
    """Return the sorts of what stands in a cell; the word itself is one of them."""
    words = _ASIDE.sub("", evidence.words(cell)).strip()
    if not words or words in {"-", "–", "—", "..", "n/a", "N/A"}:
        return frozenset({""})
    if len(words) > _LONGEST:
        return frozenset()
    found = {name for name, form in _compiled().items() if form.fullmatch(words)}
    if regex(r"[A-Za-z]{2}").search(words):
        found.add(f"={words.casefold()}")
        found.update(name for name, form in _compiled_within().items() if form.search(words))
        found.update(_named(words))
    return frozenset(found)


LAND = "land"  # a place within no other; some are called by several names of which one is known
_ASIDE = lazy_regex(r"(?<=[A-Za-z.]) \((?:[^()]{1,30}, )?(?:19|20)\d\d\)$")  # "Chile (2004)"


def _named(words: str) -> Iterator[str]:
    """Yield what a name in a cell is: a person, a country, a party of one."""
    if _person().fullmatch(words):
        yield "person"
    if words in _capitals():
        yield from ("capital", "town")
        return
    bearers = entities().named(words)
    kinds = {entity.kind for entity in bearers}
    town = kinds == {"place"} and any(entity.parent for entity in bearers)
    if words in _countries() and not town:
        yield "country"
    if kinds == {"person"}:
        yield "person"
        yield from {f"person of {entity.country}" for entity in bearers if entity.country}
    elif kinds == {"place"}:
        yield "town" if town else "country"
    elif bearers:
        yield from {f"party of {entity.country}" for entity in bearers if entity.country}
    parts = [part.strip() for part in words.split(",")]
    if len(parts) > 1 and parts[-1] in _countries():
        yield "country"
    places = [[e for e in entities().named(part) if e.kind == "place"] for part in parts]
    if all(found or part in _countries() for part, found in zip(parts, places, strict=True)):
        yield "places"
    if places[0] and all(not place.parent for place in places[0]):
        yield LAND


@cache
def _compiled() -> dict[str, re.Pattern[str]]:
    return {name: regex(form, re.IGNORECASE) for name, form in _SORTS.items()}


@cache
def _compiled_within() -> dict[str, re.Pattern[str]]:
    return {name: regex(form) for name, form in _WITHIN.items()}


@cache
def _person() -> re.Pattern[str]:
    families = alternation(table("names")["families"])
    return regex(rf"{families}\s[A-Z][a-z]+(?:[-\s]?[A-Za-z][a-z]+)?")


@cache
def _capitals() -> frozenset[str]:
    return frozenset(table("duplicates")["capitals"].values())


@cache
def _countries() -> frozenset[str]:
    adjectives = (name for names in table("countries")["adjectives"].values() for name in names)
    return frozenset(adjectives) | frozenset(table("headings")["places"])


_ROOT = 5  # letters that a name and its adjective share: "Australia", "Australian"
_FEWEST_COLUMNS = 2
_LISTED = lazy_regex(r",\s(?:and\s)?|;\s|\s/\s")


def told_otherwise(
    evidence: Evidence, table_: Table
) -> Iterator[tuple[int, int, Block, Block, Sentence]]:
    """Yield names that a sentence puts under another head than the table.

    Each comes as its place in the cell, its own head, the other and the sentence.
    """
    heads = table_.rows[0]
    members = _members(evidence, table_)
    if not members:
        return
    words = [topics(evidence.words(head)) for head in heads]
    often = Counter(topic for one in words for topic in one)
    telling = [frozenset(topic for topic in one if often[topic] == 1) for one in words]
    head_of = {topic: at for at, one in enumerate(telling) for topic in one}
    for sentence, text in prose(evidence):
        said = topics(text)
        meant = {head_of[topic] for topic in said if topic in head_of}
        if len(meant) != 1:
            continue
        (about,) = meant
        low = text.casefold()
        for start, end, column in members:
            name = evidence.text[start:end]
            if column != about and telling[column] and _speaks_of(low, name):
                yield start, end, heads[column], heads[about], sentence


def _speaks_of(low: str, name: str) -> bool:
    """Whether a sentence has a name or an adjective made of it."""
    if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", low):
        return True
    countries = [word for word in regex(r"\w+").findall(name) if word in _places()]
    return any(re.search(rf"\b{word[:_ROOT].casefold()}", low) for word in countries)


@cache
def _places() -> frozenset[str]:
    return frozenset(table("headings")["places"])


def _members(evidence: Evidence, table_: Table) -> list[tuple[int, int, int]]:
    """Return the names in the cells with their columns; none if the table does not sort names."""
    found = []
    if len(table_.rows[0]) < _FEWEST_COLUMNS or len(table_.rows) > _MOST_ROWS:
        return []
    for row in table_.rows[1:]:
        for column, cell in enumerate(row):
            words = evidence.words(cell)
            if regex(r"\d").search(words) or len(words) > 4 * _LONGEST:
                return []
            at = 0
            for part in _LISTED.split(words):
                start = words.index(part, at)
                bare = regex(r"\s\(.*$").sub("", part).strip()
                if bare[:1].isupper():
                    found.append((cell.start + start, cell.start + start + len(bare), column))
                at = start + len(part)
    counts = Counter(evidence.text[start:end] for start, end, _ in found)
    return [one for one in found if counts[evidence.text[one[0] : one[1]]] == 1]
