"""Corrections: a statement is withdrawn, and another is added that says who, and why.

Nothing is edited. The new statement keeps the place and the words that the old one was read from,
since those have not changed; what is made of them has.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from bongsu.errors import BadFile, UnknownName, did_you_mean
from bongsu.ledger.events import days, kind_of
from bongsu.ledger.schema import PROPERTIES, Property
from bongsu.ledger.statements import Statement, Value, instant, retraction, statement_id

BECAUSE = "because"
_NUMBERS = frozenset({"amount", "quantity"})


def correct(
    subject: str,
    prop: str,
    value: str,
    *,
    stated: Sequence[Statement],
    by: str,
    because: str,
    moment: dt.datetime,
    instead_of: str | None = None,
    unit: str | None = None,
) -> tuple[Statement, ...]:
    """Return the statements that a correction makes.

    Parameters
    ----------
    subject, prop : str
        What is corrected.
    value : str
        What it shall be; "" withdraws without saying anything else.
    stated : sequence of Statement
        All that holds on the subject.
    by, because : str
        Who corrects, and why.
    moment : datetime
        When, with time zone.
    instead_of : str, optional
        Of a property with several values, which one; if left out a value is added.
    unit : str, optional
        Of the number; that of the old statement if left out.

    Raises
    ------
    UnknownName
        If there is no such property, or no such value to replace.
    BadFile
        If the value is none that the property can have, or nobody says why.
    """
    known = _property(subject, prop)
    told = _value(prop, value, known)
    if not because.strip() or not by.strip():
        raise BadFile(
            "a correction says who makes it and why", where=subject, mend="give --by and --because"
        )
    now = instant(moment)
    old = [one for one in stated if one.prop == prop]
    if known.many:
        old = _chosen(old, instead_of, where=f"{subject} {prop}") if instead_of else []
    if told is None and not old:
        raise UnknownName(
            f"there is no {prop} to withdraw",
            where=subject,
            mend="of a property with several values name one with --instead-of",
        )
    made = [retraction(one, now) for one in old]
    if told is not None:
        made.append(_instead(subject, prop, told, old, unit=unit, by=by, now=now))
    reason = f"{prop}: {because.strip()}"
    made.append(
        Statement(
            id=statement_id(subject, BECAUSE, reason, f"{by} {now}", -1),
            subject=subject,
            prop=BECAUSE,
            value=reason,
            original_value="",
            extractor=by,
            recorded_at=now,
        )
    )
    return tuple(made)


def _property(subject: str, prop: str) -> Property:
    kind = kind_of(subject)
    fitting = {
        name: each
        for name, each in PROPERTIES.items()
        if kind in each.kind.split() and name != BECAUSE and not name.endswith("same_as")
    }
    if prop not in fitting:
        raise UnknownName(
            f"a {kind} has no property {prop}", where=subject, mend=did_you_mean(prop, fitting)
        )
    return fitting[prop]


def _value(prop: str, value: str, known: Property) -> Value:
    if not value:
        return None
    if known.values and value not in known.values:
        raise BadFile(
            f"{prop} cannot be {value!r}", where=prop, mend=f"choose: {', '.join(known.values)}"
        )
    if prop in {"date", "published"} and days(value) == (None, None):
        raise BadFile(
            f"{value!r} is no time in EDTF", where=prop, mend="write 2025-12-10 or 2025-12"
        )
    if prop not in _NUMBERS:
        return value
    try:
        number = float(value.replace(",", ""))
    except ValueError:
        number = float("nan")
    if not 0 <= number < float("inf"):
        raise BadFile(f"{prop} cannot be {value!r}", where=prop, mend="write 7.4e9 or 7400000000")
    return number


def _chosen(old: Sequence[Statement], value: str, *, where: str) -> list[Statement]:
    found = [one for one in old if str(one.value) == value]
    if not found:
        raise UnknownName(
            f"there is no value {value}",
            where=where,
            mend=did_you_mean(value, {str(one.value) for one in old}),
        )
    return found


def _instead(
    subject: str,
    prop: str,
    value: Value,
    old: Sequence[Statement],
    *,
    unit: str | None,
    by: str,
    now: str,
) -> Statement:
    id_ = statement_id(subject, prop, value, f"{by} {now}", -1)
    if not old:
        return Statement(
            id=id_,
            subject=subject,
            prop=prop,
            value=value,
            original_value="",
            unit=unit or "",
            extractor=by,
            recorded_at=now,
        )
    last = old[-1]
    return replace(
        last,
        id=id_,
        value=value,
        unit=last.unit if unit is None else unit,
        extractor=by,
        recorded_at=now,
        retracted_at=None,
    )
