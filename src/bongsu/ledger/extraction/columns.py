"""Which column of a table holds what: by its head, and by its contents where the head is silent."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from bongsu.evidence.documents import Block, Table
from bongsu.evidence.mentions import DateMention, within
from bongsu.ledger.extraction.parties import (
    COMPANY_KINDS,
    country_of,
    is_none,
    known,
    parties,
    side_of,
)
from bongsu.ledger.extraction.places import where
from bongsu.ledger.extraction.sources import Page
from bongsu.ledger.extraction.words import pattern, table

_SAMPLE = 200  # rows whose contents say what a column holds
_CURRENCY = re.compile(r"[$₩€£¥]|\b(?:USD|KRW|EUR|JPY|dollars?|won)|(?:억|조|백만)\s*(?:원|달러)")
_SUMS = ("investment", "contract", "deal", "project", "transaction", "total", "commitment")
_HEAD_WORD = re.compile(r"[^\W\d_][\w.'’&-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a column holds."""

    name: str  # date, party, project, place, amount, instrument, sector, status
    country: str = ""  # of a party column: ISO code, "" where it may be any
    head: str = ""  # as printed
    presumed: str = ""  # of a party column of any country: that of names which nobody knows


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a table of deals or of events."""

    roles: tuple[Role | None, ...]
    first_row: int  # 0, or 1 below a head
    width: int  # columns that the head names, or that most rows have
    events: bool = False  # whether it is a table of events: dates and what took place, no parties

    def of(self, name: str) -> list[int]:
        """Return the numbers of the columns of a role."""
        return [number for number, role in enumerate(self.roles) if role and role.name == name]


def columns(page: Page, printed: Table, dates: Sequence[DateMention]) -> Columns | None:
    """Return the columns of a table of deals or events, none for any other table.

    A table of deals has dates, parties, and a column that tells what is agreed. With a column
    for the parties of a country it may lack dates.
    """
    body = printed.rows[1:] if printed.has_header else printed.rows
    if not body:
        return None
    headed = by_head(page, printed.rows[0])
    first_row = 1 if printed.has_header or sum(map(bool, headed)) >= 2 else 0
    roles = headed if first_row else [None] * len(printed.rows[0])
    rows = printed.rows[first_row:][:_SAMPLE]
    if not rows:
        return None
    roles = _presumed(page, _by_contents(page, roles, rows, dates), rows)
    lengths = [len(row) for row in rows]
    width = len(printed.rows[0]) if first_row else max(sorted(set(lengths)), key=lengths.count)
    names = [role.name for role in roles if role]
    national = any(role and role.name == "party" and role.country for role in roles)
    if "party" in names and "project" in names and ("date" in names or national):
        return Columns(roles=tuple(roles), first_row=first_row, width=width)
    if "date" in names and "project" in names and first_row and _tells_events(roles):
        return Columns(roles=tuple(roles), first_row=first_row, width=width, events=True)
    return None


def lacks(page: Page, printed: Table) -> tuple[str, ...]:
    """Return what the head of a table must name, and does not, to be one of deals."""
    named = {role.name for role in by_head(page, printed.rows[0]) if role}
    return tuple(told for name, told in _NEEDED.items() if name not in named)


_NEEDED = {"date": "dates", "party": "parties", "project": "projects"}


def _tells_events(roles: Sequence[Role | None]) -> bool:
    listed = pattern([str(word) for word in table("columns")["event_heads"]["words"]])
    return any(role and role.name == "project" and listed.fullmatch(role.head) for role in roles)


def by_head(page: Page, row: Sequence[Block]) -> list[Role | None]:
    """Return the roles that the first row names; a role but that of a party is given once."""
    roles: list[Role | None] = []
    taken: set[str] = set()
    for cell in row:
        role = role_of(page.text[cell.start : cell.end])
        if role and role.name != "party" and role.name in taken:
            role = None
        if role:
            taken.add(role.name)
        roles.append(role)
    return roles


@cache
def role_of(head: str) -> Role | None:
    """Return the role that a column's name gives it.

    Examples
    --------
    >>> role_of("South Korean partner(s)")
    Role(name='party', country='KR', head='South Korean partner(s)', presumed='')
    >>> role_of("Where").name, role_of("Date announced").name, role_of("Remarks of others")
    ('place', 'date', None)
    """
    spelt = " ".join(re.sub(r"\([^()]*\)|[:*]", " ", head).split())
    if not spelt or len(spelt) > 60:
        return None
    if _CURRENCY.search(head) and any(word in spelt.lower().split() for word in _SUMS):
        return Role(name="amount", head=head)
    country, rest = _country(spelt)
    lower = rest.lower().strip(" '’s") if country else rest.lower()
    listed: dict[str, list[str]] = table("columns")["roles"]
    if country and (not lower or _any(lower, listed["party"])):
        return Role(name="party", country=country, head=head)
    for name, words in listed.items():
        if lower in words:
            return Role(name=name, head=head)
    if "date" in re.findall(r"\w+", lower):
        return Role(name="date", head=head)
    for name in ("party", "amount", "place", "sector", "project"):
        if _any(lower, listed[name]) and len(_HEAD_WORD.findall(lower)) <= 4:
            return Role(name=name, country=country if name == "party" else "", head=head)
    return None


def _any(head: str, listed: list[str]) -> bool:
    return bool(set(re.findall(r"[\w-]+", head)) & set(listed))


def _country(head: str) -> tuple[str, str]:
    """Return the one country that a head names, and the head without it."""
    listed: dict[str, list[str]] = table("columns")["countries"]
    found = []
    for code, words in listed.items():
        finder = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(words, key=len, reverse=True))})(?!\w)")
        if match := finder.search(head):
            found.append((code, (head[: match.start()] + head[match.end() :]).strip()))
    return found[0] if len(found) == 1 else ("", head)


def _by_contents(
    page: Page,
    headed: Sequence[Role | None],
    rows: Sequence[tuple[Block, ...]],
    dates: Sequence[DateMention],
) -> list[Role | None]:
    """Give columns without a role the one that their cells show."""
    width = max(len(headed), *(len(row) for row in rows))
    roles = [*headed, *([None] * (width - len(headed)))]
    missing = {"date", "party", "project", "place"} - {role.name for role in roles if role}
    free = [number for number, role in enumerate(roles) if role is None]
    cells = {
        number: [
            row[number]
            for row in rows
            if number < len(row) and not _says_nothing(page, row[number])
        ]
        for number in free
    }
    if "date" in missing:
        _give(roles, "date", {n: _share(_dated(c, dates), c) for n, c in cells.items()})
    if "place" in missing:
        _give(roles, "place", {n: _share(_placed(page, c), c) for n, c in cells.items()})
    if "project" in missing:
        _give_longest(roles, cells)
    if "party" in missing:
        _give_parties(page, roles, cells)
    return roles


def _says_nothing(page: Page, cell: Block) -> bool:
    return is_none(page.text[cell.start : cell.end])


def _share(hits: int, cells: Sequence[Block]) -> float:
    return hits / len(cells) if cells else 0.0


def _dated(cells: Sequence[Block], dates: Sequence[DateMention]) -> int:
    """Return how many cells are a date and little else."""
    return sum(
        any(2 * (one.end - one.start) > cell.end - cell.start for one in _in(dates, cell))
        for cell in cells
    )


def _in(dates: Sequence[DateMention], cell: Block) -> list[DateMention]:
    """Return the dates within a cell; dates are in the order of the text."""
    first = bisect_left(dates, cell.start, key=lambda one: one.start)
    return within(dates[first : first + 16], cell.start, cell.end)


def _placed(page: Page, cells: Sequence[Block]) -> int:
    places = 0
    for cell in cells:
        text = page.text[cell.start : cell.end]
        found = where(text) if len(text) <= 80 else None
        places += bool(found and found.country)
    return places


def _give(roles: list[Role | None], name: str, shares: dict[int, float]) -> None:
    best = max(
        (number for number in shares if roles[number] is None),
        key=lambda number: shares[number],
        default=None,
    )
    if best is not None and shares[best] > 0.5:
        roles[best] = Role(name=name)


def _give_longest(roles: list[Role | None], cells: dict[int, list[Block]]) -> None:
    """Let the column of the longest texts tell what is agreed, if those are more than names."""
    lengths = {
        number: sum(cell.end - cell.start for cell in found) / len(found)
        for number, found in cells.items()
        if found and roles[number] is None
    }
    best = max(lengths, key=lambda number: lengths[number], default=None)
    if best is not None and lengths[best] >= 25:
        roles[best] = Role(name="project")


def _give_parties(page: Page, roles: list[Role | None], cells: dict[int, list[Block]]) -> None:
    """Let a column hold parties if its names are known companies and bodies."""
    for number, found in cells.items():
        if roles[number] is not None or not found:
            continue
        names = [one.value for cell in found for one in parties(page, cell.start, cell.end).names]
        listed = [name for name in names if any(_is_party(one.kind) for one in known(name))]
        if len(listed) * 3 < len(names) or not listed:
            continue
        countries = [country_of(name) for name in listed]
        common = max(sorted(set(countries)), key=countries.count)
        sure = common in {"US", "KR"} and countries.count(common) * 3 >= 2 * len(countries)
        roles[number] = Role(name="party", country=common if sure else "")


def _presumed(
    page: Page, roles: list[Role | None], rows: Sequence[tuple[Block, ...]]
) -> list[Role | None]:
    """Give party columns without a country the one that all of their known names have.

    Where no name is known, a single such column beside that of Korea or America is the other's.
    """
    parted = [role.country for role in roles if role and role.name == "party"]
    told = list(roles)
    for number, role in enumerate(roles):
        if role is None or role.name != "party" or role.country:
            continue
        cells = [row[number] for row in rows if number < len(row)]
        names = [one.value for cell in cells for one in parties(page, cell.start, cell.end).names]
        sides = [side for name in names if (side := side_of(name))]
        if len(set(sides)) == 1 and 3 * len(sides) >= len(names):
            told[number] = replace(role, presumed=sides[0])
        elif not sides and sorted(parted) in (["", "KR"], ["", "US"]):
            told[number] = replace(role, presumed="US" if "KR" in parted else "KR")
    return told


def _is_party(kind: str) -> bool:
    return kind in COMPANY_KINDS or kind in {"government", "association", "international"}
