"""The law told to a reader: one heading, all flags, and the days on which it changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from textwrap import fill, shorten
from typing import Any

from bongsu.errors import UnknownName, did_you_mean
from bongsu.systems.tariffs.law import FOREVER, Measure, names
from bongsu.systems.tariffs.law_files import load_law
from bongsu.systems.tariffs.origins import find_origin
from bongsu.systems.tariffs.schedule import check_known
from bongsu.systems.tariffs.telling import AUTHORITY, percent

FIRST_DAY = date(2025, 1, 1)  # what began earlier is no event of the timeline
HEADINGS_SHOWN = 6


def measures_of(target: str) -> tuple[Measure, ...]:
    """Return the measures that a heading, a range, an id or ``authority:NAME`` names.

    Raises
    ------
    UnknownName
        If there is none.
    """
    law = load_law()
    text = target.strip()[:100]
    found = tuple(one for one in law.measures if names(one, text))
    if not found:
        known = {one.heading for one in law.measures if one.heading} | set(law.by_id)
        raise UnknownName(
            f"the law holds no {text!r}",
            where="heading",
            mend=_mend(text, known),
        )
    return tuple(sorted(found, key=lambda one: (one.heading, one.start, one.published)))


def _mend(text: str, known: Iterable[str]) -> str:
    first, dash, last = text.partition("-")
    if first[:4].replace(".", "").isdecimal() and not first.startswith("99"):
        return "give a heading of chapter 99; `bongsu duty` tells which of them lie on a line"
    if dash and last < first and "." in last:
        return f"the range runs backwards: write {last}-{first}"
    return f"{did_you_mean(text, known)}; authority:s232 names a whole authority"


def measure_data(one: Measure) -> dict[str, Any]:
    """Return a measure as plain data."""
    return {
        "id": one.id,
        "heading": one.heading or None,
        "authority": one.authority,
        "operation": one.operation,
        "rate": one.rate,
        "basis": one.basis,
        "products": list(one.products),
        "not_products": list(one.not_products),
        "origins": sorted(one.origins),
        "not_origins": sorted(one.not_origins),
        "needs": list(one.needs),
        "excepts": list(one.excepts),
        "from": one.start.isoformat(),
        "to": None if one.end == FOREVER else one.end.isoformat(),
        "published": one.published.isoformat(),
        "end_published": None if one.end == FOREVER else one.end_published.isoformat(),
        "confidence": one.confidence,
        "source": one.source,
        "quote": one.quote,
    }


def measure_text(one: Measure) -> str:
    """Return a measure in words."""
    ends = "" if one.end == FOREVER else f" and before {one.end} (published {one.end_published})"
    deed = {
        "add": f"adds {percent(one.rate)}",
        "fill_to": f"fills column 1 up to {percent(one.rate)}",
        "replace": f"takes the place of column 1: {percent(one.rate)}",
        "exempt": "adds nothing",
    }[one.operation]
    rows = [
        f"{one.heading or '(no heading)'}  {one.id}: {AUTHORITY[one.authority]}, {deed}",
        f"  entries from {one.start}{ends}; published {one.published}; confidence {one.confidence}",
        f"  value: {one.basis.replace('_', ' ')}",
        _line("products", one.products or ("all",)),
        _line("but not", one.not_products),
        _line("countries", sorted(one.origins) or ("all",)),
        _line("but not", sorted(one.not_origins)),
        _line("needs", one.needs),
        _line("except under", one.excepts),
        _wrapped("text", one.quote),
        _wrapped("source", one.source),
    ]
    return "\n".join(row for row in rows if row)


def _line(name: str, items: Iterable[str]) -> str:
    text = ", ".join(items)
    return _wrapped(name, text) if text else ""


def _wrapped(name: str, text: str) -> str:
    return fill(f"{name}: {text}", 98, initial_indent="  ", subsequent_indent="    ")


def flags() -> list[dict[str, Any]]:
    """Return every condition with its question, its note, and the headings that ask for it."""
    law = load_law()
    asking: dict[str, set[str]] = {}
    for measure in law.measures:
        for need in measure.needs:
            asking.setdefault(need.removeprefix("!").partition("?")[0], set()).add(measure.heading)
    return [
        {
            "flag": one.name,
            "kind": one.kind,
            "presumed": "yes" if one.presumed else "no",
            "until": None if one.until == FOREVER else one.until.isoformat(),
            "question": one.question,
            "note": one.note,
            "headings": sorted(asking.get(one.name, set()) - {""}),
        }
        for one in law.conditions.values()
        if one.name not in {"claim", "metal-content"}
    ]


def flags_text(found: Sequence[Mapping[str, Any]]) -> str:
    """Return the flags in words: those that leave an answer open first."""
    rows = []
    for kind, title in (
        ("open", "Leave an interval until settled"),
        ("claimed", "Hold only when given"),
    ):
        rows.append(f"{title} (--flag NAME, or --flag not-NAME):")
        for one in found:
            if one["kind"] == kind:
                taken = f" Taken as {one['presumed']}." if kind == "open" else ""
                ends = f" For entries before {one['until']}." if one["until"] else ""
                rows.append(f"  {one['flag']}")
                rows.append(
                    fill(
                        f"{one['question']}{taken}{ends} [{one['note']}]",
                        98,
                        initial_indent="    ",
                        subsequent_indent="    ",
                    )
                )
        rows.append("")
    rows.append(
        "Besides: in-transit; heading:9903.NN.NN, the heading that the entry is claimed under."
    )
    return "\n".join(rows)


def timeline(origin: str, known_at: date | None = None) -> list[dict[str, Any]]:
    """Return the events of the law, and what measures began or ended for a country, by day.

    Raises
    ------
    UnknownName
        If the origin is no country.
    OutOfRange
        If nothing was published by the day of knowledge.
    """
    check_known(known_at)
    country, law, known = find_origin(origin), load_law(), known_at or FOREVER
    rows = [
        {
            "effective": (one.effective or one.day).isoformat(),
            "published": one.published.isoformat(),
            "authority": one.authority,
            "kind": one.kind,
            "what": f"{one.instrument}: {one.effect}",
            "here": one.korea if country.iso3 == "KOR" else "",
            "headings": [],
            "source": one.source,
        }
        for one in law.events
        if one.published <= known
    ]
    rows += _turns(country.iso3, known)
    return sorted(rows, key=lambda row: (str(row["effective"]), str(row["published"])))


def _turns(iso3: str, known: date) -> list[dict[str, Any]]:
    """Return where measures that lay a duty on a country begin and end, by day and authority."""
    grouped: dict[tuple[date, date, str, str], list[Measure]] = {}
    for one in load_law().measures:
        ours = (not one.origins or iso3 in one.origins) and iso3 not in one.not_origins
        if not ours or one.operation == "exempt" or one.published > known:
            continue
        if one.start >= FIRST_DAY:
            grouped.setdefault((one.start, one.published, one.authority, "begins"), []).append(one)
        if one.end != FOREVER and one.end_published <= known:
            grouped.setdefault((one.end, one.end_published, one.authority, "ends"), []).append(one)
    return [
        {
            "effective": day.isoformat(),
            "published": published.isoformat(),
            "authority": AUTHORITY[authority],
            "kind": turn,
            "what": f"{turn}: {_rates(measures)}",
            "here": "",
            "headings": sorted({one.heading for one in measures if one.heading}),
            "source": measures[0].source,
        }
        for (day, published, authority, turn), measures in grouped.items()
    ]


def _rates(measures: Sequence[Measure]) -> str:
    told = {
        f"{'+' if one.operation == 'add' else 'up to '}{percent(one.rate)}": None
        for one in measures
    }
    return ", ".join(told)


def timeline_text(found: Sequence[Mapping[str, Any]]) -> str:
    """Return a timeline in words: day of effect, day of publication, authority, what."""
    rows = ["effective   published   authority"]
    for one in found:
        heads = one["headings"][:HEADINGS_SHOWN]
        more = ", ..." if len(one["headings"]) > HEADINGS_SHOWN else ""
        listed = f" ({', '.join(heads)}{more})" if heads else ""
        here = f" Here: {one['here']}." if one["here"] and one["here"] != "yes" else ""
        rows.append(f"{one['effective']}  {one['published']}  {one['authority']}")
        rows.append(f"    {shorten(one['what'] + listed + here, 200)}")
    return "\n".join(rows)
