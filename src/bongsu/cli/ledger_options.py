"""Options that several commands of the ledger share, and what they all do first and last."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bongsu.lab import Lab
    from bongsu.ledger.store import Ledger

_FAULTS_SHOWN = 5


def day(value: str) -> dt.date:
    """Return a day in ISO 8601, for options."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day: write 2026-02-06") from None


as_of_option = click.option(
    "--as-of", type=day, metavar="DAY", help="What the ledger said at the end of that day."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print for machines.")
by_option = click.option(
    "--by", metavar="NAME", help="Who judges; the name of your account if left out."
)


@contextmanager
def opened(lab: Lab, as_of: dt.date | None = None) -> Iterator[Ledger]:
    """Open the lab's ledger, and name the lines that could not be read.

    Yields
    ------
    Ledger
        The ledger.
    """
    from bongsu.ledger.store import open_ledger

    with open_ledger(lab.folder, as_of) as ledger:
        for fault in ledger.faults[:_FAULTS_SHOWN]:
            click.echo(f"warning: {fault}", err=True)
        if len(ledger.faults) > _FAULTS_SHOWN:
            click.echo(
                f"warning: {len(ledger.faults) - _FAULTS_SHOWN} more lines are broken", err=True
            )
        yield ledger


def person(by: str | None) -> str:
    """Return who judges."""
    if by:
        return by
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise click.UsageError("say who judges with --by NAME") from None


def now() -> dt.datetime:
    """Return the moment at which the ledger learns of something."""
    return dt.datetime.now(dt.UTC)
