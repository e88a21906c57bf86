"""Cells that a spreadsheet shows and never runs, and the way back."""

from __future__ import annotations

import re

_RUNS = re.compile(r"'*[=+\-@\t\r]")  # what begins so is a formula, or would be once unquoted
_QUOTED = re.compile(r"'+[=+\-@\t\r]")


def quoted(text: str) -> str:
    """Return a text as a cell in which no spreadsheet sees a formula.

    Examples
    --------
    >>> quoted("=1+1"), quoted("-5"), quoted("Acme")
    ("'=1+1", "'-5", 'Acme')
    """
    return f"'{text}" if _RUNS.match(text) else text


def unquoted(cell: str) -> str:
    """Return the text that a cell stands for.

    Examples
    --------
    >>> unquoted("'=1+1"), unquoted("'s Ltd.")
    ('=1+1', "'s Ltd.")
    """
    return cell[1:] if _QUOTED.match(cell) else cell
