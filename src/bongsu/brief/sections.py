"""Sections as data: what ``section.md`` declares, and the sentences that use it.

A section is YAML between two lines of ``---``, then paragraphs. The YAML names every number that
the sentences use; nothing in it is ever executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, Self

from pydantic import Field, model_validator

from bongsu.brief.forms import Figure
from bongsu.brief.readings import PAGE_ROLES, Fact, Name, Part
from bongsu.errors import BadFile, UnknownName, did_you_mean
from bongsu.variables import validate
from bongsu.yaml_files import MAX_BYTES, parse_yaml


class Table(Part):
    """A small table whose cells are sentences with named numbers."""

    caption: str
    columns: list[str]
    rows: list[list[str]]

    @model_validator(mode="after")
    def _even(self) -> Self:
        if odd := [row for row in self.rows if len(row) != len(self.columns)]:
            raise ValueError(f"rows must have {len(self.columns)} cells: {odd[0]}")
        return self


class Key(Part):
    """A number that stands in front of all others."""

    fact: Name
    label: str


class Claim(Part):
    """A published estimate held against ours."""

    who: str
    says: str
    published: Name
    ours: Name
    note: str = ""


class Section(Part):
    """Everything that one system says in a brief."""

    system: str
    title: str
    title_ko: str
    order: int = 100
    # Token: what it is; the only digits that are typed.
    constants: dict[str, str] = Field(default_factory=dict)
    # Role: name of a scenario that is run besides the baseline and the scenario of the page.
    runs: dict[Name, str] = Field(default_factory=dict)
    facts: dict[Name, Fact]
    figures: dict[Name, Figure] = Field(default_factory=dict)
    tables: dict[Name, Table] = Field(default_factory=dict)
    keys: list[Key] = Field(default_factory=list)
    compared: list[Claim] = Field(default_factory=list)
    body: str

    @model_validator(mode="after")
    def _roles(self) -> Self:
        if taken := sorted(self.runs.keys() & set(PAGE_ROLES)):
            raise ValueError(f"runs: every page has a {taken[0]} already; choose another role")
        return self


def further_runs(sections: Iterable[Section]) -> dict[str, str]:
    """Return by role the scenarios that sections want run besides those that every page has.

    Raises
    ------
    BadFile
        If two sections give one role to different scenarios.
    """
    found: dict[str, str] = {}
    for section in sections:
        for role, scenario in section.runs.items():
            if found.setdefault(role, scenario) != scenario:
                raise BadFile(
                    f"the role {role} is given to {scenario} and to {found[role]}",
                    where=f"section of {section.system}",
                    mend="choose another name for the role",
                )
    return found


class HasFolder(Protocol):
    """A system, as far as a brief needs to know it."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def folder(self) -> Path:
        """Where its ``section.md`` lies, if it has one."""
        ...


def read_section(path: Path, system: str) -> Section:
    """Read one ``section.md``.

    Raises
    ------
    BadFile, Faults
        If it cannot be read, has no front matter, or declares what is not known.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadFile(
            f"cannot read the section: {fault}",
            where=str(path),
            mend="check the path; save the file as UTF-8",
        ) from fault
    if len(text) > MAX_BYTES:
        raise BadFile("the section is too long", where=str(path), mend="split it")
    return parse_section(text, system, where=str(path))


def parse_section(text: str, system: str, *, where: str) -> Section:
    """Read a section from text; see `read_section`."""
    marker, _, rest = text.partition("---\n")
    front, found, body = rest.partition("\n---\n")
    if marker.strip() or not found:
        raise BadFile(
            "a section begins with YAML between two lines of `---`",
            where=where,
            mend="put the facts and figures there, and the sentences below",
        )
    content = parse_yaml(front, where=where)
    return validate(Section, {**content, "system": system, "body": body}, where)


def read_sections(systems: Iterable[HasFolder]) -> tuple[Section, ...]:
    """Return the sections of all systems that have one, in the order in which they stand."""
    found = [
        read_section(system.folder / "section.md", system.name)
        for system in systems
        if (system.folder / "section.md").is_file()
    ]
    return tuple(sorted(found, key=lambda section: (section.order, section.system)))


def check_names(section: Section) -> list[UnknownName]:
    """Return a fault for each name in sentences, figures and tables that is not declared."""
    told = section.model_dump_json(exclude={"facts", "constants"})  # every text at any depth
    claims = [name for claim in section.compared for name in (claim.published, claim.ours)]
    rows = [row.fact for figure in section.figures.values() for row in getattr(figure, "rows", ())]
    named = {*re.findall(r"\{([a-z][a-z0-9_]*)\}", told), *claims, *rows}
    named |= {key.fact for key in section.keys}
    return [
        UnknownName(
            f"there is no fact {name}",
            where=f"section of {section.system}",
            mend=did_you_mean(name, section.facts),
        )
        for name in sorted(named - section.facts.keys())
    ]
