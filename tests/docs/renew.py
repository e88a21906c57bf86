"""Write what the commands of the pages print today into the pages that show it.

    python -m tests.docs.renew [PAGE ...]

Read the change before it is committed: what a page says in words beside its output stays as it
was. A line of ``...`` stays where it stands.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import sys
import tempfile
from pathlib import Path

from tests.docs.reading import PAGES, Try, agrees, fences, run, tries

ELSEWHERE = {"new-system.md"}  # its commands need the package that it builds


def main(names: list[str]) -> None:
    """Renew the named pages, or all of them."""
    os.environ["COLUMNS"] = "80"
    for page in [Path(name).resolve() for name in names] or PAGES:
        text = page.read_text(encoding="utf-8")
        if "```console" not in text or page.name in ELSEWHERE:
            continue
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            renewed = renew(text, Path(folder))
        if renewed != text:
            page.write_text(renewed, encoding="utf-8")
            sys.stdout.write(f"renewed {page.name}\n")


def renew(page: str, folder: Path) -> str:
    """Return a page with the output of its commands as they print it in a folder of their own."""
    for fence in fences(page):
        if fence.file:
            saved = folder / fence.file
            saved.parent.mkdir(parents=True, exist_ok=True)
            saved.write_text(fence.text, encoding="utf-8")
        elif fence.language == "console":
            for tried in tries(fence):
                printed = run(tried.command)[1]
                if not agrees(printed, tried.shown):
                    shown = f"$ {tried.command}\n{tried.shown}"
                    page = page.replace(shown, f"$ {tried.command}\n{_shown(tried, printed)}", 1)
    return page


def _shown(tried: Try, printed: str) -> str:
    """Return the printed lines, cut where the page cuts them."""
    lines = [line.rstrip() for line in printed.splitlines()]
    old = tried.shown.splitlines()
    if "..." not in old:
        return "".join(f"{line}\n" for line in lines)
    kept: list[str] = []
    for line in old:
        near = difflib.get_close_matches(line, lines, n=1, cutoff=0.4)
        kept.append(line if line == "..." or not near else near[0])
        if line != "..." and near:
            lines = lines[lines.index(near[0]) + 1 :]
    return "".join(f"{line}\n" for line in kept)


if __name__ == "__main__":
    main(sys.argv[1:])
