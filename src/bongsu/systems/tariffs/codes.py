"""What became of a code: never there, not there yet, ended, split, merged, or too short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from bongsu.errors import UnknownName
from bongsu.systems.tariffs.index import read_index
from bongsu.systems.tariffs.schedule import Revision, events_of, lines_under, revisions

HOW = {
    "rename": "renamed",
    "split": "split into",
    "merge": "merged into",
    "regroup": "regrouped into",
    "part": "in part now",
}
SHOWN = 6  # codes that a message lists
ADDED = "99"  # the chapter whose headings add to the duty on goods of the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One link of the concordance between a line and what it became."""

    old: str
    new: str
    revision: Revision  # from which the new line stands
    change: str  # "rename", "split", "merge", "regroup", or "part" of a line that stays
    basis: str  # "change record", "compared descriptions" or "same subheading"


def successors(hts10: str) -> tuple[Change, ...]:
    """Return what a line was split, merged or renamed into, and when."""
    return _links()[0].get(hts10, ())


def predecessors(hts10: str) -> tuple[Change, ...]:
    """Return what a line was made of, and when."""
    return _links()[1].get(hts10, ())


def description(code: str) -> tuple[str, ...]:
    """Return what a code stands for: heading, subheading, line, as last printed.

    Rows of the schedule that have no number, which stand between these, are left out.

    Examples
    --------
    >>> description("0101.21.00.10")[-1]
    'Males'
    """
    known, digits = _descriptions(), code.replace(".", "")
    steps = (digits[:length] for length in (4, 6, 8, 10) if length <= len(digits))
    return tuple(known[step] for step in steps if step in known)


def no_line(code: str, as_of: date, known_at: date | None = None) -> UnknownName:
    """Return the error for a code that is no line on a day: what happened to it, and what to do.

    Parameters
    ----------
    code : str
        Digits without dots.
    as_of, known_at : date
        As asked.
    """
    if len(code) < 10:
        return _too_short(code, as_of, known_at)
    events = events_of(code)
    known = [event for event in events if known_at is None or event.published <= known_at]
    if not events:
        return _never(code, as_of, known_at)
    first = events[0]
    if not known or first.effective > as_of:
        before = _listing(link.old for link in predecessors(code))
        return UnknownName(
            f"{dotted(code)} did not stand on {as_of}: it came with "
            f"{revisions()[first.revision].name}, published {first.published}, "
            f"in effect from {first.effective}",
            where="hts10",
            mend=f"before that day give {before}" if before else _near(code, as_of, known_at),
        )
    ended = max(known, key=lambda event: event.revision)
    return UnknownName(
        f"{dotted(code)} ended with {revisions()[ended.revision].name}, "
        f"in effect from {ended.effective}" + _became(code),
        where="hts10",
        mend=_successor_mend(code) or _near(code, as_of, known_at),
    )


def dotted(code: str) -> str:
    """Return a code as the schedule prints it.

    Examples
    --------
    >>> dotted("8703230140")
    '8703.23.01.40'
    """
    return ".".join(part for part in (code[:4], code[4:6], code[6:8], code[8:]) if part)


def _too_short(code: str, as_of: date, known_at: date | None) -> UnknownName:
    found = lines_under(code, as_of, known_at)
    if not found:
        return _never(code, as_of, known_at)
    return UnknownName(
        f"{dotted(code)} has {len(code)} digits; {len(found)} lines stand under it",
        where="hts10",
        mend=f"give one of {_listing(found)}",
    )


def _never(code: str, as_of: date, known_at: date | None) -> UnknownName:
    if code.startswith(ADDED):
        heading = dotted(code[:8])
        return UnknownName(
            f"{dotted(code)} has the number of a heading of chapter 99, which adds to "
            "the duty on goods of others and has none of its own",
            where="hts10",
            mend="give the ten digits of the goods"
            + (f"; `bongsu tariffs law {heading}` tells what it says" if len(code) >= 8 else ""),
        )
    first, last = revisions()[0].name, revisions()[-1].name
    return UnknownName(
        f"{dotted(code)} never stood in the schedule from {first} to {last}",
        where="hts10",
        mend=_near(code, as_of, known_at),
    )


def _near(code: str, as_of: date, known_at: date | None) -> str:
    for length in (8, 6, 4):
        if length < len(code) and (found := lines_under(code[:length], as_of, known_at)):
            return f"lines under {dotted(code[:length])} are {_listing(found)}"
    return "give ten digits of a line that stood on the day"


def _became(code: str) -> str:
    links = successors(code)
    if not links:
        return ""
    how = HOW[links[0].change]
    return f"; {how} {_listing(link.new for link in links)}"


def _successor_mend(code: str) -> str:
    found = _listing(link.new for link in successors(code))
    return f"give {'one of ' if ',' in found else ''}{found}" if found else ""


def _listing(codes: object) -> str:
    """Return the first few codes, dotted, and how many more there are."""
    names = list(dict.fromkeys(dotted(str(code)) for code in codes))  # type: ignore[attr-defined]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


@cache
def _links() -> tuple[Mapping[str, tuple[Change, ...]], Mapping[str, tuple[Change, ...]]]:
    """Return the concordance by old and by new line."""
    by_name = {revision.name: revision for revision in revisions()}
    old: dict[str, list[Change]] = {}
    new: dict[str, list[Change]] = {}
    for row in read_index("concordance").splitlines():
        before, after, name, change, basis = row.split("\t")
        link = Change(old=before, new=after, revision=by_name[name], change=change, basis=basis)
        old.setdefault(before, []).append(link)
        new.setdefault(after, []).append(link)
    return (
        MappingProxyType({code: tuple(links) for code, links in old.items()}),
        MappingProxyType({code: tuple(links) for code, links in new.items()}),
    )


@cache
def _descriptions() -> Mapping[str, str]:
    rows = (row.partition("\t") for row in read_index("descriptions").splitlines())
    return MappingProxyType({hts: text for hts, _, text in rows})
