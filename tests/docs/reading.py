"""What documentation holds that can be tried: files to save, commands to run, links to follow."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from bongsu.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path for path in (ROOT / "docs").rglob("*.md"))

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SAVED_AS = re.compile(r"`([\w./-]+\.(?:yaml|py|md))`[^`\n]*:\n*\Z")
_INDENTED = re.compile(r"(?:^ {4}.*\n)+", re.MULTILINE)
_COMMAND = re.compile(r"^(?:\$ )?(?:\.venv/bin/|uv run --no-sync )?(bongsu .*)$")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_VARIES = (  # what differs from run to run, or by the code alone
    (re.compile(r"\b[0-9a-f]{10}\b"), "RUN"),
    (re.compile(r"in [0-9.]+ s\b"), "in SECONDS"),
    (re.compile(r"\d{4}-\d\d-\d\dT[0-9:+]+"), "NOW"),
)


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block of a page."""

    language: str
    text: str
    file: str  # under which name the line above says to save it; "" if none does


@dataclass(frozen=True, slots=True)
class Try:
    """A command that a page shows, and what it says comes of it."""

    command: str
    shown: str


def fences(page: str) -> Iterator[Fence]:
    """Yield the fenced blocks of a page."""
    for found in _FENCE.finditer(page):
        named = _SAVED_AS.search(page[: found.start()])
        yield Fence(found[1], found[2], named[1] if named else "")


def tries(fence: Fence) -> list[Try]:
    """Return the commands of a console block, each with the output that follows it."""
    found: list[Try] = []
    for part in re.split(r"^\$ ", fence.text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        found.append(Try(command.strip(), shown))
    return found


def bare_commands(page: str) -> list[str]:
    """Return the `bongsu` commands of code blocks that show no output, without comments."""
    code = [fence.text for fence in fences(page) if fence.language in {"", "sh", "bash"}]
    code += _INDENTED.findall(_FENCE.sub("", page))
    lines = (line.strip() for block in code for line in block.splitlines())
    found = (_COMMAND.match(line.partition("  #")[0].strip()) for line in lines)
    return [match[1] for match in found if match]


def links(page: str) -> list[str]:
    """Return where the links of a page lead, but for those in code and on the web."""
    text = re.sub(r"`[^`\n]*`", "", _FENCE.sub("", page))
    return [link for link in _LINK.findall(text) if not re.match(r"[a-z]+:", link)]


def anchors(page: str) -> set[str]:
    """Return the anchors that a reader of the page gets from its headings."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def run(command: str) -> tuple[int, str]:
    """Run a `bongsu` command in this process; return its exit code and all that it printed.

    ``make brief`` runs what the Makefile does once everything is installed.
    """
    if command == "make brief":
        (command,) = re.findall(r"\$\(BIN\)/(bongsu brief .*)", (ROOT / "Makefile").read_text())
    words = [word for word in shlex.split(command, comments=True)[1:] if word != "--open"]
    printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    code = 0
    with redirect_stdout(printed), redirect_stderr(printed):
        try:
            main(words)
        except SystemExit as end:
            code = int(end.code or 0)
    printed.seek(0)
    return code, printed.read()


def wanted_code(tried: Try) -> set[int]:
    """Return the exit codes that fit what a page shows."""
    if tried.shown.startswith("error:"):
        return {2}
    return {0, 1} if tried.command.split()[1] in {"check", "diff"} else {0}


def agrees(printed: str, shown: str) -> bool:
    """Whether a page shows what was printed, if it shows anything.

    A line of ``...`` stands for any lines.
    """
    if not shown.strip():
        return True
    lines = [re.escape(line) if line != "..." else "..." for line in _settled(shown)]
    form = "".join(r"(?:[^\n]*\n)*?" if line == "..." else f"{line}\n" for line in lines)
    return re.fullmatch(form, "".join(f"{line}\n" for line in _settled(printed))) is not None


def _settled(text: str) -> list[str]:
    for varies, instead in _VARIES:
        text = varies.sub(instead, text)
    return [line.rstrip() for line in text.splitlines() if line.strip()]
