"""The baseline: findings that are known and accepted, so that only new ones are reported.

An entry is known again by rule, words and the characters around them, never by its line. As many
findings are accepted as entries say the same.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bongsu.audit.reports import Key, Located
from bongsu.errors import BadFile

FORM = "bongsu-baseline-1"
MAX_BYTES = 64_000_000
_FIELDS = ("rule", "quote", "before", "after")


class Parted(NamedTuple):
    """Findings, parted by a baseline."""

    new: tuple[Located, ...]
    known: int
    stale: tuple[Key, ...]  # entries that nothing was found for


def part(findings: Sequence[Located], baseline: Iterable[Key], *, ran: Iterable[str]) -> Parted:
    """Part findings into new and known.

    Parameters
    ----------
    findings : sequence of Located
        What was found.
    baseline : iterable of Key
        What is accepted; an entry twice stands for two findings.
    ran : iterable of str
        Rules that ran: an entry of another rule is not stale.
    """
    left = Counter(baseline)
    new = []
    for one in findings:
        if left[one.key] > 0:
            left[one.key] -= 1
        else:
            new.append(one)
    rules = set(ran)
    stale = tuple(key for key in left.elements() if key.rule in rules)
    return Parted(new=tuple(new), known=len(findings) - len(new), stale=stale)


def written(findings: Iterable[Located]) -> str:
    """Return a baseline of findings as JSON, the same for any order of files."""
    rows = sorted(
        ({field: getattr(one.key, field) for field in _FIELDS} for one in findings),
        key=lambda row: tuple(row.values()),
    )
    content = {"form": FORM, "findings": rows}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read(path: Path) -> tuple[Key, ...]:
    """Read a baseline.

    Raises
    ------
    BadFile
        If the file cannot be read or is no baseline.
    """
    mend = "write it anew with `bongsu check FILE... --write-baseline`"
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise BadFile(
            f"cannot read the baseline: {fault.strerror or fault}", where=str(path), mend=mend
        ) from fault
    if len(raw) > MAX_BYTES:
        raise BadFile(f"larger than {MAX_BYTES:,} bytes", where=str(path), mend=mend)
    try:
        return _keys(json.loads(raw))
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise BadFile(f"no baseline: {fault}", where=str(path), mend=mend) from fault


def _keys(content: Any) -> tuple[Key, ...]:
    if not isinstance(content, dict) or content.get("form") != FORM:
        raise ValueError(f"it does not say `{FORM}`")
    return tuple(_key(row) for row in content["findings"])


def _key(row: dict[str, str]) -> Key:
    parts = {field: row[field] for field in _FIELDS}
    if not all(isinstance(value, str) for value in parts.values()):
        raise TypeError("an entry holds other than text")
    return Key(**parts)
