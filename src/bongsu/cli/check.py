"""``check``: find what is wrong with the figures and dates of documents, and write it down."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from bongsu.audit.formats import FORMATS
from bongsu.audit.reports import FAIL_ON, fails

if TYPE_CHECKING:
    from bongsu.audit.reports import Report

files_argument = click.argument("files", nargs=-1, required=True, metavar="FILE...")
as_of_option = click.option(
    "--as-of", metavar="DAY", help="Look at the text as on that day: YYYY-MM-DD."
)
against_option = click.option(
    "--against", multiple=True, metavar="FILE", help="Also compare with this file; repeatable."
)


@click.command()
@files_argument
@click.option("--format", "form", type=click.Choice(FORMATS), help="How to write; text if not set.")
@click.option("--select", multiple=True, metavar="RULES", help="Only these: AR,UN201; repeatable.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these; repeatable.")
@click.option("--preview/--no-preview", default=None, help="Also rules that are on trial.")
@click.option(
    "--fail-on", type=click.Choice(FAIL_ON), help="From which severity on to exit with 1: note."
)
@as_of_option
@against_option
@click.option("--output", "-o", metavar="FILE", help="Write to a file instead of the screen.")
@click.option(
    "--workers", type=click.IntRange(1, 256), help="Processes to check in: one a core if not set."
)
@click.option("--baseline", metavar="FILE", help="Report only what this file does not hold.")
@click.option("--write-baseline", metavar="FILE", help="Accept all that is found: write it there.")
def check(
    files: tuple[str, ...],
    form: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    preview: bool | None,
    fail_on: str | None,
    as_of: str | None,
    against: tuple[str, ...],
    output: str | None,
    workers: int | None,
    baseline: str | None,
    write_baseline: str | None,
) -> int:
    """Check the figures and dates of documents: text, Markdown, HTML, DOCX or PDF; - is the input.

    Exits with 0 if nothing is found, 1 if something is, 2 if a file could not be read. Settings are
    read from bongsu.toml or pyproject.toml above each file; a document may ignore a rule with
    [bongsu: ignore AR101 because ...].

    \b
    Examples:
      bongsu check report.md
      bongsu check report.md --format full --select AR,UN --ignore AR104
      bongsu check report.md --format sarif --output report.sarif --fail-on never
    """
    from bongsu.audit.config import agreed
    from bongsu.audit.formats import render
    from bongsu.audit.running import Wishes, run, settings_of
    from bongsu.audit.workers import processes
    from bongsu.audit.writing import refuse_inputs, write

    refuse_inputs([path for path in (output, write_baseline) if path], [*files, *against])
    settings = settings_of(files)
    form = form or _of(FORMATS, agreed(settings.values(), "format"), "format") or "text"
    fail_on = fail_on or _of(FAIL_ON, agreed(settings.values(), "fail-on"), "fail-on") or "note"
    wishes = Wishes(
        select=select or None,
        ignore=ignore or None,
        preview=preview,
        as_of=as_of,
        against=against or None,
        baseline="" if write_baseline else baseline,
    )
    jobs = workers or processes()
    report = run(files, wishes, stdin=standard_input, settings=settings, jobs=jobs)
    for fault in report.faults:
        click.echo(f"error: {fault.error}", err=True)
    tell_notes((document.name, report.notes(document)) for document in report.documents)
    if write_baseline:
        return _accept(report, write_baseline)
    text = render(report, form, colour=not output and _has_colours())
    if output:
        write(Path(output), text)
    else:
        click.echo(text, nl=False, color=True)
    _talk(report, talkative=form in {"text", "full"} or bool(output))
    return 2 if report.faults else int(fails(report.worst(), fail_on))


def _of(known: tuple[str, ...], given: str | None, key: str) -> str | None:
    """Return a setting, or refuse one that there is none of."""
    from bongsu.errors import UnknownName, did_you_mean

    if given is None or given in known:
        return given
    raise UnknownName(
        f"`{key}` cannot be `{given}`", where="settings", mend=did_you_mean(given, known)
    )


def tell_notes(documents: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Say beside the output what of the documents, by their names, was not read or compared."""
    for name, notes in documents:
        for note in notes:
            click.echo(f"note: {name}: {note}", err=True)


def _accept(report: Report, path: str) -> int:
    from bongsu.audit.baseline import written
    from bongsu.audit.writing import write

    write(Path(path), written(report.findings))
    count = len(report.findings)
    click.echo(f"wrote {count} finding{'' if count == 1 else 's'} to {path}", err=True)
    return 2 if report.faults else 0


def _talk(report: Report, *, talkative: bool) -> None:
    if talkative:
        click.echo(report.summary(), err=True)
    if report.stale:
        count = f"{report.stale} entr{'y' if report.stale == 1 else 'ies'}"
        click.echo(
            f"{count} of the baseline no longer found: write it anew with --write-baseline",
            err=True,
        )


def standard_input() -> BinaryIO:
    """Return the bytes that are piped in."""
    return sys.stdin.buffer


def _has_colours() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()
