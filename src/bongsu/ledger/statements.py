"""The smallest thing that the ledger knows: one property of one subject, on one document's word.

The truth is a file of statements, one JSON object a line, to which lines are only ever added. An
event is the set of statements on one subject. Two times are kept: ``valid_*`` says when something
holds in the world (EDTF), ``recorded_at`` and ``retracted_at`` when we knew it. A statement is
withdrawn by a further line with the same id and a time of retraction; a correction withdraws one
statement and adds another.

References
----------
Snodgrass, R. T. (1999), Developing Time-Oriented Database Applications in SQL, chapter 10
(bitemporal tables). Statements in this shape follow the data model of followthemoney.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from bongsu.errors import BadFile

Value = str | float | bool | None
RULE_VERSION = 1  # of what extraction makes of a text; raised when it makes something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One property of one subject.

    `start` and `end` are code points of the document's decoded source, `quote` its words there.
    """

    id: str
    subject: str  # "deal:3f2a...", "event:...", "document:...", "entity:..."
    prop: str  # one of `bongsu.ledger.schema.PROPERTIES`
    value: Value  # cleaned
    original_value: str  # as printed; "" where nothing is printed
    unit: str = ""  # of a number: "USD", "GPUs"
    document: str = ""  # subject of the document's own statements; "" for a judgement of ours
    start: int = -1
    end: int = -1
    quote: str = ""
    extractor: str  # "table", "timeline", "prose", "curated", a person's name for a judgement
    rule_version: int = RULE_VERSION
    recorded_at: str  # ISO 8601 with time zone
    retracted_at: str | None = None
    valid_from: str | None = None  # EDTF
    valid_to: str | None = None
    confidence: float = 1.0

    def holds(self, moment: str) -> bool:
        """Whether the ledger said so at a moment (ISO 8601, UTC)."""
        return self.recorded_at <= moment and (
            self.retracted_at is None or self.retracted_at > moment
        )


NAMES = tuple(field.name for field in fields(Statement))
_NEEDED = frozenset({"id", "subject", "prop", "value", "extractor", "recorded_at"})
_TEXTS = frozenset(NAMES) - {"value", "start", "end", "rule_version", "confidence"}


def statement_id(subject: str, prop: str, value: Value, document: str, start: int) -> str:
    """Return the id of a statement: the same words of the same document always have the same.

    Adding a document twice therefore adds nothing.
    """
    told = json.dumps([subject, prop, value, document, start], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def retraction(statement: Statement, moment: str) -> Statement:
    """Return the line that withdraws a statement."""
    return replace(statement, retracted_at=moment)


def to_line(statement: Statement) -> str:
    """Return a statement as one line of the file, without its end."""
    told = {name: getattr(statement, name) for name in NAMES}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def from_line(line: str, *, where: str) -> Statement:
    """Return the statement of a line.

    Raises
    ------
    BadFile
        If the line is no JSON object, lacks a field, has an unknown one, or one of another type.
    """
    try:
        told = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError) as fault:
        raise BadFile(f"the line is no JSON: {fault}", where=where, mend=_MEND) from fault
    if not isinstance(told, dict):
        raise BadFile("the line is no JSON object", where=where, mend=_MEND)
    missing, unknown = _NEEDED - told.keys(), told.keys() - set(NAMES)
    if missing or unknown:
        fault_ = f"lacks {', '.join(sorted(missing))}" if missing else ""
        fault_ = fault_ or f"has no field {', '.join(sorted(unknown))}"
        raise BadFile(f"a statement {fault_}", where=where, mend=_MEND)
    told.setdefault("original_value", "")
    _check_types(told, where)
    return Statement(**told)


_FAR = 10**15  # no text has so many code points
_MEND = "restore the line from the file's history, or take it out; the other lines were read"


def _check_types(told: dict[str, object], where: str) -> None:
    for name, value in told.items():
        if name in _TEXTS:
            optional = name in {"retracted_at", "valid_from", "valid_to"} and value is None
            fits = isinstance(value, str) or optional
        elif name == "value":
            fits = value is None or isinstance(value, str | bool) or _is_number(value)
        elif name == "confidence":
            fits = _is_number(value)
        else:
            fits = isinstance(value, int) and not isinstance(value, bool) and abs(value) < _FAR
        if not fits:
            raise BadFile(f"{name} cannot be {value!r}", where=where, mend=_MEND)
    for name in ("recorded_at", "retracted_at"):
        moment = told.get(name)
        if isinstance(moment, str):
            told[name] = _utc(moment, name, where)


def _is_number(value: object) -> bool:
    try:
        return isinstance(value, int | float) and math.isfinite(value)
    except OverflowError:  # an integer of hundreds of digits
        return False


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _utc(moment: str, name: str, where: str) -> str:
    """Return a moment in UTC, so that moments compare as text."""
    try:
        read = dt.datetime.fromisoformat(moment)
    except ValueError as fault:
        raise BadFile(f"{name} is no moment: {moment!r}", where=where, mend=_MEND) from fault
    if read.tzinfo is None:
        read = read.replace(tzinfo=dt.UTC)
    return instant(read)


def instant(moment: dt.datetime) -> str:
    """Return a moment as statements write it.

    Examples
    --------
    >>> instant(dt.datetime(2026, 2, 6, 9, 30, tzinfo=dt.UTC))
    '2026-02-06T09:30:00Z'
    """
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def end_of(day: dt.date) -> str:
    """Return the last moment of a day, at which ``--as-of`` looks."""
    return f"{day.isoformat()}T23:59:59Z"


def current(statements: Iterable[Statement], moment: str | None = None) -> Iterator[Statement]:
    """Yield the statements that hold at a moment, or now, in the order of the file.

    A statement holds from when it was recorded until the earliest retraction of its id.
    """
    held: dict[str, Statement] = {}
    for statement in statements:
        known = held.get(statement.id)
        if known is None:
            held[statement.id] = statement
        elif statement.retracted_at and not (
            known.retracted_at and known.retracted_at <= statement.retracted_at
        ):
            held[statement.id] = replace(known, retracted_at=statement.retracted_at)
    for statement in held.values():
        if statement.retracted_at is None if moment is None else statement.holds(moment):
            yield statement
