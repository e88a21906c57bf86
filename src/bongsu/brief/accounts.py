"""The accounts of a page: every text with a digit that it may show, and where it may show it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup


@dataclass(slots=True)
class Accounts:
    """Filled while a page is put together, and carried in it for the checker.

    Each entry is keyed as an attribute of the element that shows it: ``data-fact``,
    ``data-constant``, ``data-record``, ``data-figure``, ``data-table``.
    """

    facts: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    figures: dict[str, list[str]] = field(default_factory=dict)
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    spoken: list[str] = field(default_factory=list)  # what screen readers alone are told

    def record(self, text: str) -> Markup:
        """Enter a text of the provenance, and return the element that shows it."""
        key = f"r{len(self.records)}"
        self.records[key] = squeezed(text)
        return Markup('<span data-record="{}">{}</span>').format(key, text)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "facts": self.facts,
            "constants": self.constants,
            "records": self.records,
            "figures": self.figures,
            "tables": self.tables,
            "spoken": self.spoken,
        }

    def island(self) -> Markup:
        """Return the accounts as JSON that cannot close the element around it."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))
        # Safe: within a data block only `<` has a meaning to HTML, and none is left.
        return Markup(text.replace("<", "\\u003c"))  # noqa: S704


def squeezed(text: str) -> str:
    """Return a text with each run of blanks as one, as a reader sees it."""
    return " ".join(text.split())
