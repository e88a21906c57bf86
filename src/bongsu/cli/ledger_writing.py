"""``ledger add``, ``review`` and ``correct``: what goes into the ledger."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bongsu.cli.ledger_options import as_of_option, by_option, day, json_option, now, opened, person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bongsu.lab import Lab
    from bongsu.ledger.documents import Added
    from bongsu.ledger.review import Proposal
    from bongsu.ledger.store import Ledger


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--title", metavar="TITLE", help="Instead of the document's own.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--date", "published", type=day, metavar="DAY", help="The day of publication.")
@click.option("--address", metavar="URL", help="Where it can be read; the path if left out.")
@json_option
@click.pass_obj
def add(
    lab: Lab,
    files: tuple[str, ...],
    title: str | None,
    publisher: str | None,
    published: dt.date | None,
    address: str | None,
    as_json: bool,
) -> int:
    """Add documents: their deals, meetings and commitments become statements.

    A document that was added before adds nothing. Exits with 2 if a file could not be read; the
    others are added.

    \b
    Examples:
      bongsu ledger add report.md
      bongsu ledger add report.md --publisher "Korea Economic Institute" --date 2026-02-03
    """
    from bongsu.errors import BongsuError
    from bongsu.evidence.reading import read_file
    from bongsu.ledger.documents import Given
    from bongsu.ledger.documents import add as add_document
    from bongsu.ledger.files import FILE

    failed = False
    done: list[Added] = []
    for name in files:
        given = Given(
            title=title or "",
            publisher=publisher or "",
            published=published,
            address=address or name,
        )
        try:
            document = read_file(Path(name))
            done.append(add_document(document, lab.folder / FILE, recorded_at=now(), given=given))
        except BongsuError as fault:
            failed = True
            click.echo(f"error: {fault}", err=True)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in done], ensure_ascii=False))
    else:
        _tell(done)
    return 2 if failed else 0


def _tell(done: Sequence[Added]) -> None:
    from bongsu.cli.tables import counted

    for one in done:
        held = [
            counted(one.deals, "deal"),
            counted(one.events, "event"),
            counted(one.sums, "sum in the text", "sums in the text"),
        ]
        new = f"{counted(one.fresh, 'new statement')} of {one.statements:,}"
        click.echo(f"{one.name}: {', '.join(held)}; {new} [{one.document}]")
        for note in one.notes:
            click.echo(f"note: {note}", err=True)
    if any(one.fresh for one in done):
        click.echo("next: bongsu ledger review --list", err=True)


@click.command()
@click.option("--list", "listing", is_flag=True, help="Only list what waits for a judgement.")
@click.option("--accept", multiple=True, metavar="ID", help="They are the same; repeatable.")
@click.option("--reject", multiple=True, metavar="ID", help="They are not; repeatable.")
@by_option
@as_of_option
@json_option
@click.pass_obj
def review(
    lab: Lab,
    listing: bool,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    by: str | None,
    as_of: dt.date | None,
    as_json: bool,
) -> None:
    """Walk through names and entries that may be one, and judge each pair.

    A judgement is a statement with your name. Nothing is merged without one. To judge anew, give
    a pair of subjects instead of an id: deal:...=deal:... With --as-of, what waited at the end of
    that day is listed; judgements are of today.

    \b
    Examples:
      bongsu ledger review --list
      bongsu ledger review --as-of 2026-02-06
      bongsu ledger review --list --json
    """
    from bongsu.cli.ledger_reading import plain
    from bongsu.ledger.review import proposals

    both = set(accept) & set(reject)
    if both:
        raise click.UsageError(f"{', '.join(sorted(both))} cannot be both the same and not")
    if as_of and (accept or reject):
        raise click.UsageError("a judgement is of today: leave --as-of out")
    with opened(lab, as_of) as ledger:
        waiting = proposals(ledger)
        if accept or reject:
            _judge(ledger, waiting, accept, reject, person(by))
        elif as_json:
            click.echo(json.dumps([asdict(one) for one in waiting], ensure_ascii=False))
        elif not waiting:
            click.echo("nothing waits for a judgement", err=True)
        elif listing or as_of:
            for one in waiting:
                click.echo(plain(f"{one.id}  {one.what}: {one.why}"))
                click.echo(plain(f"  {one.one_told}  [{one.one}]"))
                click.echo(plain(f"  {one.other_told}  [{one.other}]"))
            click.echo("next: bongsu ledger review --accept ID --by NAME", err=True)
        else:
            _walk(ledger, waiting, person(by))


def _judge(
    ledger: Ledger,
    waiting: Sequence[Proposal],
    accept: Sequence[str],
    reject: Sequence[str],
    by: str,
) -> None:
    pairs = [(*_pair(ledger, waiting, id_), True) for id_ in accept]
    pairs += [(*_pair(ledger, waiting, id_), False) for id_ in reject]
    for one, other, same in pairs:  # all are known before the first is written
        _write(ledger, one, other, same=same, by=by)


def _pair(ledger: Ledger, waiting: Sequence[Proposal], id_: str) -> tuple[str, str]:
    from bongsu.ledger.review import find

    one, between, other = id_.partition("=")
    if between:
        subjects = tuple(
            each if each.startswith("entity:") else ledger.subject(each) for each in (one, other)
        )
        if subjects[0] == subjects[1]:
            raise click.UsageError(f"{id_}: a pair is of two")
        return subjects[0], subjects[1]
    found = find(waiting, id_)
    return found.one, found.other


def _write(ledger: Ledger, one: str, other: str, *, same: bool, by: str) -> None:
    from bongsu.ledger.judgements import judge
    from bongsu.ledger.review import judged

    earlier, _ = judged(ledger)
    made = judge(one, other, same=same, by=by, moment=now(), earlier=earlier)
    ledger.add(made)
    click.echo(f"{one} {'is the same as' if same else 'is not the same as'} {other}: {by}")


def _walk(ledger: Ledger, waiting: Sequence[Proposal], by: str) -> None:
    from bongsu.cli.ledger_reading import plain

    for number, one in enumerate(waiting, 1):
        click.echo(plain(f"{number} of {len(waiting)}, {one.what}: {one.why}"))
        click.echo(plain(f"  {one.one_told}"))
        click.echo(plain(f"  {one.other_told}"))
        answer = click.prompt(
            "the same? yes, no, later, stop",
            type=click.Choice(["y", "n", "l", "s"]),
            default="l",
            show_choices=True,
        )
        if answer == "s":
            return
        if answer != "l":
            _write(ledger, one.one, one.other, same=answer == "y", by=by)


class _Correcting(click.Command):
    """A command whose last argument may begin with a minus, which click takes for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as fault:
            if not fault.option_name[1:2].isdigit():
                raise
            raise click.UsageError(
                "a value that begins with a minus stands last, behind --: "
                "--because WHY SUBJECT PROPERTY -- -5",
                ctx,
            ) from None


@click.command(cls=_Correcting)
@click.argument("subject")
@click.argument("prop", metavar="PROPERTY")
@click.argument("value")
@click.option("--because", required=True, metavar="WHY", help="Why it is corrected.")
@by_option
@click.option("--instead-of", metavar="VALUE", help="Which of several values it replaces.")
@click.option("--unit", metavar="UNIT", help="Of a number: USD.")
@click.pass_obj
def correct(
    lab: Lab,
    subject: str,
    prop: str,
    value: str,
    because: str,
    by: str | None,
    instead_of: str | None,
    unit: str | None,
) -> None:
    """Withdraw what is stated of SUBJECT and state VALUE instead; "" states nothing instead.

    Both stay in the file: --as-of an earlier day still shows what was stated then.

    \b
    Examples:
      bongsu ledger correct deal:448cc4deaa5d amount 7.4e9 --because "USD 7.4 billion in the text"
    """
    from bongsu.ledger.corrections import correct as corrected

    with opened(lab) as ledger:
        whole = ledger.subject(subject)
        made = corrected(
            whole,
            prop,
            value,
            stated=ledger.statements("subject = ?", [whole]),
            by=person(by),
            because=because,
            moment=now(),
            instead_of=instead_of,
            unit=unit,
        )
        ledger.add(made)
    gone = sum(one.retracted_at is not None for one in made)
    click.echo(f"{whole} {prop}: {gone} withdrawn, {value or 'nothing'} stated instead")
