"""``brief``: run the baseline and a scenario, and write one HTML file."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bongsu.lab import Lab


@click.command()
@click.option("--scenario", default="ageing-tree", show_default=True, help="Name or file.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="brief.html",
    show_default=True,
    help="File to write.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is not a brief.")
@click.option("--open", "show", is_flag=True, help="Open the brief in a browser.")
@click.pass_obj
def brief(lab: Lab, scenario: str, out: Path, force: bool, show: bool) -> None:
    """Run the baseline and a scenario, and write the brief as one HTML file.

    \b
    Example:
      bongsu brief --open
    """
    from bongsu.cli.run import progress_bar

    begun = time.monotonic()
    with progress_bar() as progress:
        written = lab.brief(out, scenario=scenario, force=force, progress=progress)
    click.echo(f"wrote {written} in {time.monotonic() - begun:.1f} s", err=True)
    if show:
        click.launch(str(written))
