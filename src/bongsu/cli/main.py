"""The entry point: finds commands without importing them all, and turns errors into exit codes.

Exit codes: 0 fine, 1 found something, 2 used wrongly, 3 a fault of bongsu itself.
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bongsu.errors import BongsuError
from bongsu.patterns import kept_patterns
from bongsu.version import __version__

if TYPE_CHECKING:
    from bongsu.lab import Lab

OWN_COMMANDS = {
    "check": "bongsu.cli.check:check",
    "rule": "bongsu.cli.rule:rule",
    "explain": "bongsu.cli.rule:explain",
    "claims": "bongsu.cli.claims:claims",
    "brief": "bongsu.cli.brief:brief",
    "run": "bongsu.cli.run:run",
    "duty": "bongsu.systems.tariffs.commands_duty:duty",
    "trace": "bongsu.cli.run:trace",
    "runs": "bongsu.cli.run:runs",
    "diff": "bongsu.cli.scenario:diff",
    "ledger": "bongsu.cli.ledger:ledger",
    "scenario": "bongsu.cli.scenario:scenario",
    "systems": "bongsu.cli.systems:systems",
    "data": "bongsu.cli.data:data",
}


def system_commands() -> dict[str, str]:
    """Return the command groups that systems bring: every ``systems/NAME/commands.py``."""
    spec = find_spec("bongsu.systems")
    folders = spec.submodule_search_locations if spec and spec.submodule_search_locations else ()
    return {
        file.parent.name: f"bongsu.systems.{file.parent.name}.commands:group"
        for folder in folders
        for file in sorted(Path(folder).glob("*/commands.py"))
    }


class _Commands(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*OWN_COMMANDS, *system_commands()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        home = (OWN_COMMANDS | system_commands()).get(cmd_name)
        if home is None:
            return None
        module, _, attribute = home.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


class _LazyLab:
    """Stands for the lab in click's context until a command first asks something of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lab: Lab | None = None

    def __getattr__(self, name: str) -> Any:
        if self._lab is None:
            from bongsu.lab import open_lab

            self._lab = open_lab(self.folder)
        return getattr(self._lab, name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bongsu")
@click.option(
    "--lab",
    type=click.Path(path_type=Path, file_okay=False),
    default="lab",
    envvar="BONGSU_LAB",
    show_default=True,
    help="Folder that keeps your scenarios, runs and ledger.",
)
@click.option("--debug", is_flag=True, help="Show where in the code an error arose.")
@click.pass_context
def cli(ctx: click.Context, lab: Path, debug: bool) -> None:
    """An open policy laboratory for South Korea.

    \b
    Examples:
      bongsu brief --open
      bongsu run ageing-tree --json
      bongsu trace people.fund_exhaustion_year
    """
    del debug  # read by `main`, which is what shows errors
    ctx.obj = _LazyLab(lab)


_COLLECTED = 1_000_000  # objects made before the collector of cycles looks at them


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, and leave the process with its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        What follows ``bongsu``; the process's own arguments if left out.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a letter shows its code
            stream.reconfigure(errors="backslashreplace")
    gc.set_threshold(_COLLECTED)  # a command is short and makes few cycles: 9% less of its time
    given = list(sys.argv[1:] if arguments is None else arguments)
    end = given.index("--") if "--" in given else len(given)
    debug = "--debug" in given[:end]  # wherever it stands, also after the command's name
    given = [word for place, word in enumerate(given) if word != "--debug" or place >= end]
    with kept_patterns():  # before the modules that have them are imported
        code = _exit_code(given, debug=debug)
    if arguments is None:
        _end_quickly(code, given)
    sys.exit(code)


def _end_quickly(code: int, given: Sequence[str]) -> None:
    """Spare the process what Python does at its end, a sixth of the time of a short check.

    It looks for cycles in all objects, then drops them one by one, which the system does at once.
    A check leaves nothing to be done then, unless something asked to be called at the end.
    """
    gc.freeze()  # no cycles are looked for in what is there
    to_be_called = getattr(atexit, "_ncallbacks", lambda: 1)()  # a name that Python may change
    if given[:1] != ["check"] or to_be_called or threading.active_count() > 1:
        return
    with suppress(AttributeError, OSError, ValueError):  # what is closed or full is told as ever
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _exit_code(arguments: list[str], *, debug: bool) -> int:
    try:
        outcome = cli.main(arguments, prog_name="bongsu", standalone_mode=False)
        return outcome if isinstance(outcome, int) else 0
    except click.ClickException as fault:
        fault.show()
        return 2
    except click.Abort:
        click.echo("stopped", err=True)
        return 130
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        _close_screen()
        return 0
    except Exception as fault:  # the last door: said plainly, never hidden
        if debug:
            raise
        return _told(fault)


def _told(fault: Exception) -> int:
    """Say what went wrong, and return the exit code."""
    if isinstance(fault, BongsuError):
        click.echo(f"error: {fault}", err=True)
        return 2
    if isinstance(fault, OSError):  # files have errors of their own; left is where output goes
        _close_screen()
        click.echo(
            f"error: cannot write what was found: {fault.strerror or fault}\n"
            "  where: standard output\n"
            "  mend:  make room where it is sent to, or use --out or --export",
            err=True,
        )
        return 2
    click.echo(
        f"error: a fault of bongsu itself: {type(fault).__name__}: {fault}\n"
        "  mend:  run the same with --debug and report what it prints",
        err=True,
    )
    return 3


def _close_screen() -> None:
    """Let nothing more be written to a standard output that cannot take it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
