"""Write the reference pages from the package itself, so that they say what it does.

    python docs/reference/build.py

Each page is made by a function from what it describes to text; only `main` writes files. What
cannot be read off the code, such as what typically causes an error, stands here.
"""  # noqa: INP001  # a script beside the pages that it writes

from __future__ import annotations

import ast
import inspect
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import click

import bongsu
from bongsu import errors
from bongsu.audit import references
from bongsu.audit.references.events import KINDS as EVENT_KINDS
from bongsu.catalog import Catalog, TableInfo
from bongsu.cli.main import cli
from bongsu.evidence import entities, sourced
from bongsu.lab import open_lab
from bongsu.link import Model
from bongsu.scenario.parameters import read_parameters
from bongsu.variables import Variable

HERE = Path(__file__).resolve().parent
SOURCE = Path(bongsu.__file__).parent
WIDTH = 88  # of help texts

EXIT_CODES = {
    0: "Fine.",
    1: "Found something: `bongsu diff` a difference, `bongsu check` a finding, a batch of "
    "entries bad rows.",
    2: "Used wrongly: an option, a file, a name or a value that you can mend. Every error below.",
    3: "A fault of bongsu itself. Run the same with `--debug` and report what it prints.",
    130: "Stopped from the keyboard.",
}

CAUSES = {
    "BongsuError": "Never by itself. Catch it in Python to catch all that follow.",
    "OutOfRange": "A result or an assumption leaves the `range` that `variables.yaml` declares. A "
    "run would hold more numbers than its budget `draws: {cells: }` allows. Fewer than one draw.",
    "MissingValue": "Nothing says what a parameter is. A path or a table ends before the horizon "
    "does. A block returns NaN where `missing: true` is not declared.",
    "UnknownName": "A misspelt scenario, variable, table, issue, outcome, unit label or run id.",
    "DuplicateName": "An assumption is made about a variable that a block computes. Two blocks, "
    "files or tables claim one name.",
    "UnusedName": "An assumption of the scenario reaches none of its outputs. A variable is "
    "declared and nothing makes or takes it.",
    "UnitMismatch": "An assumption's `unit` does not convert into the parameter's. A shift of a "
    "share does not say whether it means points. A block assumes another unit than is declared. A "
    "text is no unit.",
    "FrequencyMismatch": "Dates are given for what does not change over time. A block takes a "
    "yearly variable by quarter.",
    "DimensionMismatch": "A block or a source returns other dimensions or labels than are "
    "declared.",
    "Circle": "Variables depend on each other, and neither a lag nor `solve` breaks the circle. "
    "Bases of scenarios, or `given` clauses of issues, form one.",
    "NotConverged": "A circle wrapped by `solve` does not settle. Published rates or populations "
    "cannot be met by a graduation.",
    "BadPeriod": "A text is no date. A date lies outside the horizon. A range ends before it "
    "begins.",
    "BadFile": "A scenario, `variables.yaml`, parameter file, section or table that is not "
    "readable, has an unknown key, a wrong value, or an assumption on nobody's word.",
    "BadProbability": "Probabilities of an issue, or of when it comes, do not sum to one, or an "
    "outcome lacks one.",
    "NotKnownYet": "`as_of` lies before the day from which a table, a parameter, or an entry of "
    "the scenario could be known.",
    "BadOutput": "The file exists and is no brief, the folder does not exist, or the place cannot "
    "be written to.",
    "ExtractorFault": "The code named by `--extractor` raises something, or gives what is no "
    "`Proposal`.",
    "StoreFault": "Another run writes to the same lab. The disk is full. A stored result is "
    "damaged. A block uses something that cannot be named by its value.",
    "NoWorkers": "`--dask` without the extra `dask`, a scheduler that does not answer, or a "
    "process that was killed.",
    "Untraced": "A section of the brief types a number, and no fact or declared constant accounts "
    "for it.",
    "Faults": "Several faults of one file or of the linked systems, numbered, all at once.",
}


ABOUT_COMMANDS = (
    "Every command, with all its options, as `--help` prints it. [Exit codes](errors.md#exit-codes)"
    " are the same everywhere. Data goes to standard output and talk to standard error, so that "
    "`--json` can be piped."
)
ABOUT_VARIABLES = (
    "A full name is the system's, a dot, and the variable's own. Stocks stand at the end of the "
    "period that labels them, flows are per unit of time, levels are all the rest. A *parameter* "
    "comes from outside: a scenario may change it. Everything else is computed, and a scenario may "
    "only ask for it. Any variable may also have the dimension `draw` and one for each issue that "
    "reaches it."
)
ABOUT_ERRORS = (
    "An error says what is wrong, with the value; where it is; and how to mend it. All faults of "
    "one file are found together. In Python they are classes of `bongsu.errors`, and each has "
    "`what`, `where` and `mend`. This is one:"
)
ABOUT_REFERENCES = (
    "Rules that need a reference read these tables with the day of a text's publication, and see "
    "what was known by then. [References](../references.md) tells how they are made."
)
ABOUT_DATA = (
    "Every reference table of the package. `bongsu data show NAME` prints the same with the first "
    "rows. A table is seen from the day on that *known from* names; where rows have a `known_from` "
    "of their own, each is seen from its own day on. `data-build/build.py` makes the tables from "
    "the raw files."
)


def commands(root: click.Command) -> str:
    """Return the page of all commands: what `--help` prints of each."""
    width = {"terminal_width": WIDTH, "max_content_width": WIDTH}
    context = click.Context(root, info_name="bongsu", **{**root.context_settings, **width})
    found = list(_walk(root, context))
    lines = [*_head("Commands", "the help texts"), ABOUT_COMMANDS, ""]
    lines += [f"- {_link(place.command_path)}: {_opening(command)}" for command, place in found]
    for command, place in found:
        help_text = "\n".join(line.rstrip() for line in command.get_help(place).splitlines())
        lines += ["", f"## {place.command_path}", "", "```text", help_text, "```"]
    return _page(lines)


def _walk(
    command: click.Command, context: click.Context
) -> Iterator[tuple[click.Command, click.Context]]:
    yield command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from _walk(below, click.Context(below, info_name=name, parent=context))


def _opening(command: click.Command) -> str:
    return _first_paragraph(command.help)


def _first_paragraph(text: str | None) -> str:
    return " ".join(inspect.cleandoc(text or "").split("\n\n")[0].split())


def variables(model: Model) -> str:
    """Return the page of all variables: meaning, unit, dims, who makes and who takes each."""
    lines = [*_head("Variables", "the systems' `variables.yaml` and blocks"), ABOUT_VARIABLES]
    given = read_parameters(model.systems, model.variables)
    files = {name: Path(found.where.split(", ")[0]).name for name, found in given.items()}
    for system in model.systems:
        lines += ["", f"## {system.name}", "", system.doc.splitlines()[0]]
        own = [known for known in model.variables.values() if known.system == system.name]
        for title, chosen in (
            ("Computed", [known for known in own if not known.parameter]),
            ("Parameters", [known for known in own if known.parameter]),
        ):
            lines += ["", f"{title}:", "", "| name | title | unit |", "|---|---|---|"]
            lines += [
                f"| {_link(one.name, code=True)} | {_cell(one.title)} | `{one.unit}` |"
                for one in chosen
            ]
        for one in own:
            lines += ["", f"### `{one.name}`", "", *_variable(one, model, files)]
    return _page(lines)


def _variable(one: Variable, model: Model, files: Mapping[str, str]) -> Iterator[str]:
    yield f'{one.title}. <span lang="ko">{one.title_ko}</span>'
    yield ""
    dims = ", ".join(f"`{dim}`" for dim in one.dims)
    over = f" over {dims}" if dims else ""
    every = f", by {one.frequency}" if one.frequency else ", does not change over time"
    coarser = f"; goes to a coarser frequency by `{one.coarser}`" if one.coarser else ""
    yield f"- {str(one.kind).capitalize()} in `{one.unit}`{over}{every}{coarser}.{_range(one)}"
    yield f"- {_maker(one, model, files)}"
    takers = model.takers(one.name)
    taken = ", ".join(f"`{taker}`" for taker in takers)
    yield f"- Taken by {taken}." if takers else "- Taken by no block: it is a result."
    if one.note:
        yield f"- {one.note}"


def _range(one: Variable) -> str:
    low, high = one.range
    if low is None and high is None:
        return ""
    if high is None:
        return f" At least {low:g}."
    return f" At most {high:g}." if low is None else f" From {low:g} to {high:g}."


def _maker(one: Variable, model: Model, files: Mapping[str, str]) -> str:
    if one.name in model.sources:
        tables = ", ".join(f"[`{name}`](data.md#{name})" for name in model.sources[one.name].tables)
        return f"Parameter, made from {tables}."
    if one.name in files:
        return f"Parameter, dated values in `{one.system}/parameters/{files[one.name]}`."
    if one.parameter:
        return "Parameter, which the scenario must give."
    return f"Made by {', '.join(f'`{maker}`' for maker in model.makers(one.name))}."


def error_classes() -> list[type[errors.BongsuError]]:
    """Return every class of `bongsu.errors`, in the order of the file."""
    return [
        found
        for found in vars(errors).values()
        if isinstance(found, type) and issubclass(found, errors.BongsuError)
    ]


def errors_page(example: str, raised: Mapping[str, Sequence[str]]) -> str:
    """Return the page of exit codes and errors.

    Parameters
    ----------
    example : str
        What one of them says.
    raised : mapping of str to sequence of str
        Parts of the package that raise an error, by its class.
    """
    lines = [*_head("Errors", "`bongsu/errors.py` and the code that raises them"), ABOUT_ERRORS]
    lines += ["", "```text", example, "```"]
    lines += ["", "## Exit codes", "", "| code | meaning |", "|---|---|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items()]
    lines += ["", "## Classes", "", "On the command line each of them ends with exit code 2."]
    for found in error_classes():
        lines += ["", f"### `{found.__name__}`", "", _first_paragraph(found.__doc__)]
        lines += ["", f"- When: {CAUSES[found.__name__]}"]
        if where := raised.get(found.__name__):
            lines += [f"- Raised in: {', '.join(f'`{part}`' for part in where)}."]
        base = found.__bases__[0].__name__
        if base not in {"Exception", "BongsuError"}:
            lines += [f"- Is a `{base}`."]
    return _page(lines)


def raised_in(sources: Mapping[str, str], names: Iterable[str]) -> dict[str, list[str]]:
    """Return which parts of the package make each error.

    Parameters
    ----------
    sources : mapping of str to str
        Code by path below the package.
    names : iterable of str
        Classes of errors.
    """
    wanted = set(names)
    found: dict[str, set[str]] = {}
    for path, code in sources.items():
        part = path.partition("/")[0].removesuffix(".py")
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                if name in wanted:
                    found.setdefault(name, set()).add(part)
    return {name: sorted(parts) for name, parts in found.items()}


def data(catalog: Catalog) -> str:
    """Return the page of all packaged tables: who published them, and what their columns mean."""
    newest = [catalog.info(name) for name in catalog.names()]
    lines = [*_head("Data", "the packaged `datapackage.json`"), ABOUT_DATA]
    lines += ["", "| table | title | known from |", "|---|---|---|"]
    lines += [f"| {_link(i.name, code=True)} | {_cell(i.title)} | {i.known_from} |" for i in newest]
    for info in newest:
        lines += ["", f"## `{info.name}`", "", f"{info.title}.", *_table(info)]
        if len(vintages := catalog.vintages(info.name)) > 1:
            earlier = (f"{one.vintage} (known from {one.known_from})" for one in vintages[1:])
            lines += ["", f"Earlier vintages: {', '.join(earlier)}."]
    return _page(lines)


def _table(info: TableInfo) -> Iterator[str]:
    yield ""
    yield f"- Producer: {info.producer}"
    yield f"- Citation: {info.citation}"
    if info.address:
        yield f"- Address: <{info.address}>"
    yield f"- Licence: {info.licence}"
    yield f"- Vintage: {info.vintage}; known from {info.known_from}"
    yield f"- Size: {info.rows:,} rows"
    if info.note:
        yield f"- Note: {info.note}"
    yield ""
    yield "| column | type | unit | title |"
    yield "|---|---|---|---|"
    for name, column in info.columns.items():
        unit = f"`{column.unit}`" if column.unit else ""
        key = " (key)" if name in info.keys else ""
        yield f"| `{name}`{key} | {column.type} | {unit} | {_cell(column.title)} |"


def audit_tables() -> str:
    """Return the page of what the audit compares with: counts, series and sources."""
    names, events = entities.entities(), references.events()
    lines = [*_head("What the audit compares with", "the packaged tables"), ABOUT_REFERENCES]
    kinds = Counter(one.kind for one in names.all)
    lines += [
        "",
        "## Names",
        "",
        f"{len(names.all):,} names, {len(names.terms):,} terms of office.",
    ]
    lines += ["", "| kind | what it is | names |", "|---|---|---|"]
    lines += [f"| {kind} | {what} | {kinds[kind]:,} |" for kind, what in entities.KINDS.items()]
    happened = Counter(one.kind for one in events.all)
    lines += ["", "## Dated events", "", f"{len(events.all):,} events.", ""]
    lines += ["| kind | what it is | events |", "|---|---|---|"]
    lines += [f"| {kind} | {what} | {happened[kind]:,} |" for kind, what in EVENT_KINDS.items()]
    lines += ["", "## Policy rates", "", "| bank | changes | from | on record until |"]
    lines += ["|---|---|---|---|"]
    for bank in references.BANKS:
        made = references.decisions(bank)
        lines.append(f"| {bank} | {len(made)} | {made[0].decided} | {made[-1].held} |")
    lines += ["", "## Series", "", "| series | title | unit | periods |", "|---|---|---|---|"]
    for one in references.series().values():
        periods = [found.period for found in references.values(one.id)]
        shown = f"{min(periods)} to {max(periods)}" if len(set(periods)) > 1 else periods[0]
        lines.append(f"| `{one.id}` | {_cell(one.title)} | {one.unit} | {shown} |")
    lines += ["", "## Sources", "", "| source | title and publisher | address |", "|---|---|---|"]
    for source in sourced.sources().values():
        told = _cell(f"{source.title}. {source.publisher}")
        lines.append(f"| `{source.id}` | {told} | {_address(source.address)} |")
    return _page(lines)


def _address(address: str) -> str:
    return f"<{address}>" if address else ""


def _head(title: str, made_from: str) -> Iterator[str]:
    yield f"# {title}"
    yield ""
    yield f"<!-- Made from {made_from} by docs/reference/build.py: change them, then run it. -->"
    yield ""


def _link(name: str, *, code: bool = False) -> str:
    """Return a link to a heading of the same page."""
    return f"[{f'`{name}`' if code else name}](#{name.replace('.', '').replace(' ', '-')})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Return the text of every reference page by file name."""
    lab = open_lab()
    sources = {
        file.relative_to(SOURCE).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(SOURCE.rglob("*.py"))
    }
    names = [found.__name__ for found in error_classes()]
    made: dict[str, Callable[[], str]] = {
        "commands.md": lambda: commands(cli),
        "variables.md": lambda: variables(lab.model),
        "errors.md": lambda: errors_page(_example(lab.catalog), raised_in(sources, names)),
        "data.md": lambda: data(lab.catalog),
        "references.md": audit_tables,
    }
    return {name: make() for name, make in made.items()}


def _example(catalog: Catalog) -> str:
    try:
        catalog.table("un_rate")
    except errors.UnknownName as fault:
        return f"error: {fault}"
    raise AssertionError("a misspelt table was found")


def main() -> None:
    """Write every page, beside this script or into the folder named, and say which changed."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for name, text in pages().items():
        path = folder / name
        changed = not path.exists() or path.read_text(encoding="utf-8") != text
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}: {'written' if changed else 'as it was'}\n")


if __name__ == "__main__":
    main()
