"""Where goods come from, and which preference programmes a good from there may claim.

Countries stand in ``origins.csv``, programmes in ``programmes.csv``. Rules of origin of the single
good are not judged: a claim counts as good if its country may make it on the day.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from bongsu.errors import OutOfRange, UnknownName, did_you_mean

ANY = "*"  # every country of column 1
COLUMN_2 = "column_2"  # group of the countries whose goods pay the rates of column 2
NO_CLAIM = frozenset({"", "NONE", "-", "MFN", "NO", "NULL", "NA", "N/A"})
MAX_TEXT = 100  # characters of a name from outside
HOME = frozenset({"US", "PR"})  # the customs territory
UNION = frozenset({"eu", "european union"})
CODE_LENGTH = 3  # of ISO 3166 alpha-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A country or territory that goods come from."""

    iso2: str
    iso3: str
    census: tuple[str, ...]  # codes of the Census Bureau's Schedule C; some territories have none
    name: str
    groups: frozenset[str]  # "eu", "column_2", "united_states"

    @property
    def column_2(self) -> bool:
        """Whether its goods pay the rates of column 2 (General Note 3(b))."""
        return COLUMN_2 in self.groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A preference programme with its symbols in the special column."""

    name: str
    symbols: tuple[str, ...]
    aliases: frozenset[str]
    origins: frozenset[str]  # ISO 3166 alpha-2; "*" for every country of column 1
    valid_to: date | None  # last day on which it may be claimed
    lapsed: date | None  # last day by the law before it was renewed for the days since
    renewed: date | None  # day on which that renewal was published
    source: str


@cache
def origins() -> Mapping[str, Origin]:
    """Return every origin by its ISO 3166 alpha-2 code."""
    return MappingProxyType(
        {
            row["iso2"]: Origin(
                iso2=row["iso2"],
                iso3=row["iso3"],
                census=tuple(row["census"].split()),
                name=row["name"],
                groups=frozenset(row["groups"].split()),
            )
            for row in _rows("origins.csv")
        }
    )


@cache
def programmes() -> Mapping[str, Programme]:
    """Return every programme by its name."""
    return MappingProxyType(
        {
            row["name"]: Programme(
                name=row["name"],
                symbols=tuple(row["symbols"].split()),
                aliases=frozenset(row["aliases"].split()),
                origins=frozenset(row["origins"].split()),
                valid_to=_day(row["valid_to"]),
                lapsed=_day(row["lapsed"]),
                renewed=_day(row["renewed"]),
                source=row["source"],
            )
            for row in _rows("programmes.csv")
        }
    )


def find_origin(text: str) -> Origin:
    """Return the country that a code or name means.

    Parameters
    ----------
    text : str
        ISO 3166 alpha-2 or alpha-3, a Census code of four digits, or the name; case is ignored.

    Raises
    ------
    UnknownName
        If it is no country.

    Examples
    --------
    >>> find_origin("KOR").iso2, find_origin("kr").name, find_origin("5800").iso3
    ('KR', 'South Korea', 'KOR')
    """
    known = _by_text()
    name = text.strip().casefold()[:MAX_TEXT]
    if name in UNION:
        raise UnknownName(
            f"{text.strip()!r} is a union of countries, and goods come from one of them",
            where="origin",
            mend="give a member, such as DE; no measure of the law tells members apart",
        )
    if name not in known:
        raise UnknownName(
            f"{text[:MAX_TEXT]!r} is no country",
            where="origin",
            mend=f"give ISO 3166 alpha-2 or alpha-3, as KR or KOR{_nearest(name)}",
        )
    return known[name]


def _nearest(name: str) -> str:
    """Offer countries whose name holds a text, else the one whose name comes nearest."""
    if len(name) <= CODE_LENGTH:
        return ""
    countries = {one.name.casefold(): one for one in _by_text().values()}
    held = [text for text in countries if name in text]
    near = held[:4] or get_close_matches(name, countries, n=1, cutoff=0.75)
    offered = " or ".join(f"{countries[text].iso2} ({countries[text].name})" for text in near)
    return f"; did you mean {offered}?" if near else ""


def returns(origin: Origin) -> bool:
    """Whether goods of an origin are of the customs territory itself, and can only come back.

    That is the States and Puerto Rico (General Note 2); the insular possessions lie outside.
    """
    return origin.iso2 in HOME


def find_programme(text: str | None) -> Programme | None:
    """Return the programme that a claim names, or None where nothing is claimed.

    Parameters
    ----------
    text : str or None
        Name ("KORUS"), symbol ("KR", "S+") or alias; empty, "none" and "MFN" claim nothing.

    Raises
    ------
    UnknownName
        If there is no such programme.
    """
    name = (text or "").strip().upper()[:MAX_TEXT]
    if name in NO_CLAIM:
        return None
    known = _claims()
    if name not in known:
        raise UnknownName(
            f"{name!r} is no preference programme",
            where="claim",
            mend=f"{did_you_mean(name, known)}; leave it out where nothing is claimed",
        )
    return known[name]


def last_day(programme: Programme, known_at: date | None = None) -> date | None:
    """Return the last day on which a programme may be claimed, None if it has none.

    Parameters
    ----------
    programme : Programme
        One that lapsed and was renewed for the days since ends with its lapse until that is known.
    known_at : date, optional
        What was published later is not seen.
    """
    renewed = programme.renewed
    unseen = renewed is not None and known_at is not None and known_at < renewed
    return programme.lapsed if unseen else programme.valid_to


def runs(programme: Programme, day: date, known_at: date | None = None) -> bool:
    """Return whether a programme may be claimed on a day, as known at another."""
    last = last_day(programme, known_at)
    return last is None or day <= last


def eligible(origin: Origin, programme: Programme, day: date, known_at: date | None = None) -> bool:
    """Return whether goods of the origin may claim the programme on the day."""
    listed = origin.iso2 in programme.origins or ANY in programme.origins
    return listed and not origin.column_2 and runs(programme, day, known_at)


def check_claim(
    origin: Origin, programme: Programme | None, day: date, known_at: date | None = None
) -> None:
    """Refuse a claim that goods of the origin may not make on the day, as known at another.

    Raises
    ------
    OutOfRange
        If the origin is not in the programme, or the programme has lapsed.
    """
    if programme is None or eligible(origin, programme, day, known_at):
        return
    if not runs(programme, day, known_at):
        seen = f", as known on {known_at}" if runs(programme, day) else ""
        raise OutOfRange(
            f"{programme.name} cannot be claimed on {day}: "
            f"it ran to {last_day(programme, known_at)}{seen}",
            where=f"claim of {programme.name}",
            mend=f"leave the claim out; it was renewed for that day on {programme.renewed}"
            if seen
            else "leave the claim out",
        )
    may = sorted(p.name for p in programmes().values() if eligible(origin, p, day, known_at))
    raise OutOfRange(
        f"goods of {origin.name} cannot claim {programme.name} ({programme.source})",
        where=f"claim of {programme.name}",
        mend=f"leave the claim out, or claim one of {', '.join(may) or 'no programme at all'}",
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _by_text() -> Mapping[str, Origin]:
    known: dict[str, Origin] = {}
    for origin in origins().values():
        for text in (origin.name, *origin.census, origin.iso3, origin.iso2):
            known[text.casefold()] = origin
    return known


@cache
def _claims() -> Mapping[str, Programme]:
    known: dict[str, Programme] = {}
    for programme in programmes().values():
        for text in (*programme.aliases, *programme.symbols, programme.name):
            known[text] = programme
    return known


def _rows(file: str) -> list[dict[str, str]]:
    text = (files("bongsu.systems.tariffs") / file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
