"""Marks on rows of data: the one place where an Altair chart is begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt


def marked(kind: str, rows: Sequence[Mapping[str, Any]], **drawn: Any) -> alt.Chart:
    """Return a mark of a kind on rows, which stand in the spec itself, so that it is complete."""
    mark = alt.MarkDef(type=kind, **drawn)  # type: ignore[arg-type]  # a name of the schema
    return alt.Chart(alt.Data(values=list(rows)), mark=mark)  # type: ignore[no-untyped-call]
