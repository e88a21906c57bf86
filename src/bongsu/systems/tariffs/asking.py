"""From what a user types to an entry: codes, countries, days, content and flags, each checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from bongsu.errors import DuplicateName, OutOfRange, UnknownName, did_you_mean
from bongsu.systems.tariffs.entries import Entry
from bongsu.systems.tariffs.law import METALS, Law, spans
from bongsu.systems.tariffs.origins import Origin, find_origin, find_programme, returns
from bongsu.systems.tariffs.schedule import digits

PARTS = (*METALS, "us")
UNFLAGGED = frozenset({"claim", "metal-content"})  # told by --claim and --content
_HEADING = re.compile(r"heading:9903\.\d\d\.\d\d", re.ASCII)
ENTERED_AS_OTHERS = "not-chapter-98"
LOADED = "loaded-before-"  # and a day
ALIASES = {"aluminum": "aluminium"}
SYNONYMS = {"over-quota": "not-within-quota", "not-over-quota": "within-quota"}


def entry_from(
    law: Law,
    *,
    hts10: str,
    origin: str,
    day: date,
    claim: str | None = None,
    value: float | None = None,
    quantity: float | None = None,
    content: Mapping[str, float] | None = None,
    flags: Iterable[str] = (),
) -> Entry:
    """Return an entry whose parts are known and within bounds.

    Parameters
    ----------
    law : Law
        For the names of conditions.
    claim : str, optional
        A programme's name or symbol; ``none`` if surely nothing is claimed; not told if left out.
    content : mapping, optional
        Shares of the value, `steel`, `aluminium`, `copper` and `us`.
    flags : iterable of str
        ``NAME`` or ``not-NAME`` of a condition, ``in-transit``, or ``heading:9903.05.89``.

    Raises
    ------
    UnknownName
        If a code, country, programme or flag is not known.
    OutOfRange
        If a value is negative, or content lies above the whole.
    """
    programme = find_programme(claim)
    for name, given in (("value", value), ("quantity", quantity)):
        if given is not None and not 0 <= given < float("inf"):
            raise OutOfRange(f"{name} is {given:g}", where=name, mend="give a number from 0 up")
    return Entry(
        hts10=digits(hts10),
        origin=find_origin(origin).iso3,
        claim=None if claim is None else programme.name if programme else "none",
        day=day,
        value=value,
        quantity=quantity,
        content=checked_content(content or {}),
        flags=checked_flags(law, flags),
    )


def checked_content(content: Mapping[str, float]) -> dict[str, float]:
    """Return shares of the value by metal, each from 0 to 1 and no more than 1 together.

    Raises
    ------
    UnknownName
        If a name is no part of the value.
    OutOfRange
        If a share is.
    DuplicateName
        If a part is told under both of its names.
    """
    found: dict[str, float] = {}
    for given, share in content.items():
        name = ALIASES.get(given, given)
        if name not in PARTS:
            raise UnknownName(
                f"{given[:40]!r} is no content",
                where="content",
                mend=did_you_mean(given[:40], PARTS),
            )
        if not 0 <= share <= 1:
            raise OutOfRange(
                f"content {name} is {share:g}",
                where="content",
                mend="give a share of the customs value from 0 to 1",
            )
        _add(found, name, share)
    metals = sum(found.get(name, 0.0) for name in METALS)
    if metals > 1 + 1e-9:
        raise OutOfRange(
            f"the metals come to {metals:g} of the value",
            where="content",
            mend="give shares that come to at most 1",
        )
    return found


def _add(content: dict[str, float], name: str, share: float) -> None:
    if name in content:
        raise DuplicateName(
            f"content {name[:40]} is given twice, as {content[name]:g} and {share:g}",
            where="content",
            mend="give one share of the whole value for it",
        )
    content[name] = share


def check_home(origin: Origin, flags: Iterable[str]) -> None:
    """Refuse goods of the customs territory that come back, unless they enter as others do.

    Raises
    ------
    OutOfRange
        If it is not said that they do not enter under chapter 98.
    """
    if returns(origin) and ENTERED_AS_OTHERS not in flags:
        raise OutOfRange(
            f"goods of {origin.name} that come back enter under chapter 98 (9801.00.10: free "
            "unless improved abroad; 9802: on what was done there), which has no rates here",
            where="origin",
            mend=f"give the flag {ENTERED_AS_OTHERS} where they enter under their own line all the "
            "same, or the country that they became a product of",
        )


def content_from(texts: Iterable[str]) -> dict[str, float]:
    """Read ``steel=0.6``.

    Raises
    ------
    OutOfRange
        If a text is no content.
    DuplicateName
        If a part is named twice.

    Examples
    --------
    >>> content_from(["steel=0.6", "us=0.2"])
    {'steel': 0.6, 'us': 0.2}
    """
    found: dict[str, float] = {}
    for text in texts:
        name, _, told = text.partition("=")
        name = name.strip().lower()
        try:
            share = float(told)
        except ValueError:
            raise OutOfRange(
                f"{text[:40]!r} is no content",
                where="content",
                mend="write steel=0.6, each part by itself",
            ) from None
        _add(found, ALIASES.get(name, name), share)
    return found


def parted(texts: Iterable[str]) -> tuple[dict[str, float], tuple[str, ...]]:
    """Part a list that holds both: content such as ``steel=0.6``, and flags.

    Examples
    --------
    >>> parted(["steel=0.6", "part-of-truck", ""])
    ({'steel': 0.6}, ('part-of-truck',))
    """
    given = [text.strip() for text in texts if text.strip()]
    return (
        content_from(text for text in given if "=" in text),
        tuple(text for text in given if "=" not in text),
    )


def checked_flags(law: Law, flags: Iterable[str]) -> frozenset[str]:
    """Return flags that the law can read, and that do not gainsay each other.

    Raises
    ------
    UnknownName
        If one names no condition.
    OutOfRange
        If a condition is told both ways.
    """
    found = _with_implied(law, {checked_flag(law, flag) for flag in flags})
    both = sorted(name for name in found if f"not-{name}" in found)
    if both:
        raise OutOfRange(
            f"{both[0]} and not-{both[0]} are both given", where="flags", mend="give one of them"
        )
    return found


def _with_implied(law: Law, flags: set[str]) -> frozenset[str]:
    """Add that what was loaded before a day was so before later ones, and the other way round."""
    days = [name for name in law.conditions if name.startswith(LOADED)]
    later = {name for day in flags if day.startswith(LOADED) for name in days if name >= day}
    earlier = {
        f"not-{name}"
        for day in flags
        if day.startswith(f"not-{LOADED}")
        for name in days
        if name <= day.removeprefix("not-")
    }
    return frozenset(flags | later | earlier)


def checked_flag(law: Law, flag: str) -> str:
    """Return a flag that the law can read.

    Raises
    ------
    UnknownName
        If it names no condition.
    """
    name = flag.strip().lower()
    name = SYNONYMS.get(name, name)
    bare = name.removeprefix("not-")
    known = bare in law.conditions and bare not in UNFLAGGED
    if known or bare == "in-transit":
        return name
    if _HEADING.fullmatch(name):
        if not _is_heading(law, name.removeprefix("heading:")):
            raise UnknownName(
                f"no measure is, or yields to, heading {name.removeprefix('heading:')}",
                where="flags",
                mend="give the heading that the goods enter under, as the schedule prints it",
            )
        return name
    offered = [*(set(law.conditions) - UNFLAGGED), "in-transit"]
    raise UnknownName(
        f"there is no flag {flag[:60]!r}",
        where="flags",
        mend=f"{did_you_mean(bare[:60], offered)}; `bongsu tariffs flags` lists them",
    )


@lru_cache(maxsize=1000)
def _is_heading(law: Law, heading: str) -> bool:
    """Whether the law knows a heading: as a measure, or as what one yields to."""
    return any(
        heading == one.heading or any(spans(item, heading) for item in one.excepts)
        for one in law.measures
    )


def given(text: str | None, option: str) -> str | None:
    """Return what an option was given, None if it was left out.

    Raises
    ------
    OutOfRange
        If it was given blank, which may be a slip.
    """
    if text is not None and not text.strip():
        raise OutOfRange("is blank", where=option, mend=f"leave {option} out, or give a value")
    return text


def day_given(text: str | None, option: str) -> date | None:
    """Read the day that an option was given, None if it was left out."""
    told = given(text, option)
    return None if told is None else day_from(told, option)


def day_from(text: str, where: str) -> date:
    """Read a day.

    Raises
    ------
    OutOfRange
        If the text is none.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise OutOfRange(f"{text[:40]!r} is no day", where=where, mend="write 2025-11-05") from None
