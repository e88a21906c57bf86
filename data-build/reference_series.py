"""Values of the audit's series that the catalogue already holds."""

from __future__ import annotations


def catalogue_sources() -> list[dict[str, str]]:
    """Return a source for each table that is read here."""
    return []


def catalogue_values() -> list[dict[str, str]]:
    """Return values in the columns of `series_values.csv`."""
    return []
