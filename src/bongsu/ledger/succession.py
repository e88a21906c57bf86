"""What becomes of the packaged statements on an article once a lab has added the article itself.

The lab's own statements take their place, else everything would count twice. A deal that the
article tells keeps the subject under which it was packaged, so that calendars know its entry again,
and what people corrected on it holds as before. Packaged statements still answer for the days
before the article was added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import duckdb

from bongsu.ledger.events import KINDS, kind_of
from bongsu.ledger.names import party
from bongsu.ledger.schema import PROPERTIES

_MACHINES = ("table", "timeline", "prose", "head", "curated")  # extractors that are no people
_PARTIES = ("us_entity", "kr_entity", "other_entity", "person", "organisation")
_ALIKE = ("instrument", "kind", "amount", "amount_class", "place", "direction")
_SHORTEST = 12  # letters of a title by which an article is known

_READ_ANEW = """
CREATE TEMP TABLE read_anew AS
WITH heads AS (
    SELECT layer, subject AS document, recorded_at,
        regexp_replace(lower(value), '[^\\p{L}\\p{N}]+', '', 'g') AS title
    FROM history WHERE prop = 'title' AND starts_with(subject, 'document:'))
SELECT packaged.document, min(own.recorded_at) AS moment,
    arg_min(own.document, (own.recorded_at, own.document)) AS own
FROM heads AS packaged JOIN heads AS own USING (title)
WHERE packaged.layer = 0 AND own.layer > 0 AND length(title) >= ?
GROUP BY packaged.document
"""
# Where the article is the one that most of the layer was made from, all of the layer goes: the
# other packaged documents only add to what it tells.
_GONE = """
CREATE TEMP TABLE gone AS
SELECT packaged.subject, min(moment) AS moment
FROM history AS packaged JOIN read_anew ON packaged.document = read_anew.document
    OR read_anew.document = (
        SELECT mode(document) FROM history
        WHERE layer = 0 AND NOT starts_with(subject, 'document:'))
WHERE packaged.layer = 0 GROUP BY packaged.subject
"""
_WITHDRAW = """
UPDATE history SET retracted_at = greatest(recorded_at, gone.moment)
FROM gone WHERE layer = 0 AND history.subject = gone.subject
    AND (retracted_at IS NULL OR retracted_at > gone.moment)
"""
_RENAME = """
UPDATE history SET subject = pairs.packaged FROM pairs
WHERE layer > 0 AND history.subject = pairs.own
"""
_OVERRULE = """
UPDATE history SET retracted_at = least(
    coalesce(retracted_at, '9999'), greatest(recorded_at, overruled.moment))
FROM overruled WHERE layer > 0 AND history.subject = overruled.subject
    AND history.prop = overruled.prop AND list_contains(?, extractor)
    AND (overruled.value IS NULL OR overruled.value = lower(trim(history.value)))
"""


def take_over(connection: duckdb.DuckDBPyConnection) -> None:
    """Let a lab's own statements take the place of packaged ones on the same article.

    An article is known by its title, letters alone: its day may be that of another article in the
    same file.

    Parameters
    ----------
    connection : DuckDBPyConnection
        With the table `history`, one row a statement.
    """
    connection.execute(_READ_ANEW, [_SHORTEST])
    connection.execute(_GONE)
    gone = connection.execute("SELECT subject FROM gone").fetchall()
    if gone:
        pairs = _pairs(connection)
        _keep_judged(connection, set(pairs))
        _make(
            connection, "overruled", ("subject", "prop", "value", "moment"), _overruled(connection)
        )
        _make(connection, "pairs", ("packaged", "own"), pairs.items())
        connection.execute(_WITHDRAW)
        connection.execute(_RENAME)
        connection.execute(_OVERRULE, [list(_MACHINES)])
        connection.execute("DROP TABLE pairs; DROP TABLE overruled")
    connection.execute("DROP TABLE gone; DROP TABLE read_anew")


def _keep_judged(connection: duckdb.DuckDBPyConnection, known: set[str]) -> None:
    """Leave packaged deals of which people said something and the article nothing."""
    judged = connection.execute(
        "SELECT DISTINCT subject FROM history JOIN gone USING (subject) WHERE layer > 0"
    ).fetchall()
    left = [subject for (subject,) in judged if subject not in known]
    connection.execute("DELETE FROM gone WHERE subject IN (SELECT unnest(?::VARCHAR[]))", [left])


def _overruled(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    """Return what people replaced or withdrew: subject, property, value if it has several, when."""
    rows = connection.execute(
        "SELECT subject, prop, lower(trim(value)), retracted_at FROM history JOIN gone "
        "USING (subject) WHERE layer = 0 AND retracted_at IS NOT NULL UNION ALL "
        "SELECT subject, prop, NULL, recorded_at FROM history JOIN gone USING (subject) "
        "WHERE layer > 0 AND NOT list_contains(?, extractor)",
        [list(_MACHINES)],
    ).fetchall()
    found: list[tuple[object, ...]] = []
    for subject, prop, value, moment in rows:
        known = PROPERTIES.get(prop)
        if known is not None and not known.many:
            found.append((subject, prop, None, moment))
        elif value is not None:
            found.append((subject, prop, value, moment))
    return found


def _make(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> None:
    typed = ", ".join(f"{column} VARCHAR" for column in columns)
    connection.execute(f"CREATE TEMP TABLE {name} ({typed})")
    told = [list(row) for row in rows]
    if told:
        marks = ", ".join("?" for _ in columns)
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", told)  # noqa: S608 - ours


@dataclass(slots=True)
class _Told:
    """What was read of one deal or event, whatever became of it."""

    subject: str
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def parties(self) -> set[str]:
        return {party(name).subject for prop in _PARTIES for name in self.values[prop]}


def _pairs(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return which of the lab's deals and events each packaged one is, the likest pairs first."""
    packaged = _read(connection, "layer = 0 AND subject IN (SELECT subject FROM gone)")
    own = _read(connection, "layer > 0 AND document IN (SELECT own FROM read_anew)")
    near: dict[tuple[str, str, str], list[_Told]] = defaultdict(list)
    for one in own:
        for key in _keys(one):
            near[key].append(one)
    scored = {
        (-score, at, other.subject, one.subject)
        for at, one in enumerate(packaged)
        for key in _keys(one)
        for other in near[key]
        if (score := _likeness(one, other)) > 0
    }
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, mine, theirs in sorted(scored):
        if theirs not in found and mine not in taken:
            found[theirs] = mine
            taken.add(mine)
    return found


def _keys(told: _Told) -> Iterator[tuple[str, str, str]]:
    """Yield what two accounts of one thing share at least: their day, or their sum."""
    for prop in ("date", "amount"):
        for value in told.values[prop]:
            yield kind_of(told.subject), prop, value


def _read(connection: duckdb.DuckDBPyConnection, where: str) -> list[_Told]:
    rows = connection.execute(
        f"SELECT subject, prop, value FROM history WHERE {where} AND value IS NOT NULL "  # noqa: S608
        "AND list_contains(?, extractor) ORDER BY rowid",
        [list(_MACHINES)],
    ).fetchall()
    told: dict[str, _Told] = {}
    for subject, prop, value in rows:
        if kind_of(subject) in KINDS:
            told.setdefault(subject, _Told(subject)).values[prop].add(value)
    return list(told.values())


def _likeness(one: _Told, other: _Told) -> float:
    """Return how much two entries have in common; parties weigh most, and a day more than others.

    A day alone, or a sum alone, may be anybody's.
    """
    ours, theirs = one.parties(), other.parties()
    same_day = bool(one.values["date"] & other.values["date"])
    alike = {prop for prop in _ALIKE if one.values[prop] & other.values[prop]}
    if not ours & theirs and not (same_day and alike & {"kind", "amount"}):
        return 0.0
    shared = 4 * len(ours & theirs) / max(1, len(ours | theirs))
    return shared + 2 * same_day + len(alike)
