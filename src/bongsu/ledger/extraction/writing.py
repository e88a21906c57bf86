"""Records as lines of JSON, as one JSON object, and as CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from bongsu.ledger.extraction.records import Records, as_json

_COLUMNS = (
    "record", "id", "doc", "line", "start", "end", "date", "date_end", "us_entities",
    "kr_entities", "other_entities", "instrument", "kind", "status", "amount", "currency",
    "amount_class", "direction", "sector", "location", "people", "organisations", "topics",
    "action", "text", "flags",
)  # fmt: skip
_RUNS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes what begins so for a formula


def told(records: Records) -> Iterator[dict[str, object]]:
    """Yield all records as they are written, each with what it is."""
    for deal in records.deals:
        yield {"record": "deal", **as_json(deal)}
    for item in records.timeline:
        yield {"record": "timeline", **as_json(item)}
    for narrative in records.narrative:
        yield {"record": "narrative", **as_json(narrative)}


def as_lines(records: Records) -> Iterator[str]:
    """Yield one line of JSON a record, with its end."""
    for record in told(records):
        yield json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n"


def as_object(records: Records) -> str:
    """Return all records as one JSON object, a list for each kind."""
    listed: dict[str, list[object]] = {"deals": [], "timeline": [], "narrative": []}
    for record in told(records):
        kind = record.pop("record")
        listed["deals" if kind == "deal" else str(kind)].append(record)
    whole = {**listed, "notes": list(records.notes)}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def as_csv(records: Records) -> str:
    """Return one row a deal, a diplomatic event and a narrative; lists are parted by semicolons."""
    written = io.StringIO(newline="")
    table = csv.DictWriter(written, _COLUMNS, lineterminator="\n", extrasaction="ignore")
    table.writeheader()
    for row in rows(records):
        table.writerow({name: safe(_cell(value)) for name, value in row.items()})
    return written.getvalue()


def rows(records: Records) -> Iterator[dict[str, object]]:
    """Yield one flat row for each deal, event and narrative."""
    for record in told(records):
        if record["record"] != "timeline":
            start = record.get("row_start", record.get("sent_start"))
            yield {**record, "start": start, "end": record.get("row_end", record.get("sent_end"))}
            continue
        events = record["events"]
        assert isinstance(events, list)
        for event in events:
            row = {**record, **event, "action": event["what"], "location": record["place"]}
            row.setdefault("date", record["date"])
            yield row


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(value)


def safe(text: str) -> str:
    """Return a cell that a spreadsheet shows and does not run.

    Examples
    --------
    >>> safe("=1+1"), safe("-5"), safe("Acme")
    ("'=1+1", '-5', 'Acme')
    """
    if not text.startswith(_RUNS):
        return text
    try:
        float(text)
    except ValueError:
        return f"'{text}"
    return text
