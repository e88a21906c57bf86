"""One page from runs and sections: facts, figures, provenance, then HTML."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from bongsu.brief.accounts import Accounts
from bongsu.brief.facts import Facts, Tables, Value, evaluate
from bongsu.brief.figures import Drawn, draw
from bongsu.brief.prose import Block, Filler, Gone, Piece, Sentence, blocks
from bongsu.brief.provenance import Place, Provenance, citations, gather
from bongsu.brief.sections import Section
from bongsu.charts import SIZES, svg, texts, theme, unchecked
from bongsu.results import Results
from bongsu.version import __version__

MARK = "bongsu-brief"  # by which a brief is known when it shall be overwritten
TOPIC = "{title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A section, filled."""

    section: Section
    facts: Facts
    blocks: list[Block]
    figures: Mapping[str, Drawn]
    tables: Mapping[str, list[list[Sentence]]]
    claims: list[dict[str, Sentence]]
    keys: list[tuple[Value, Sentence]]
    left_out: tuple[str, ...]


def render(
    runs: Mapping[str, Results], sections: Sequence[Section], tables: Tables
) -> tuple[str, Accounts]:
    """Return a page, and the accounts of its numbers.

    Parameters
    ----------
    runs : mapping of str to Results
        By role, ``baseline`` among them.
    sections : sequence of Section
        In the order of the page.
    tables : Tables
        The catalogue.

    Raises
    ------
    BongsuError
        If a section names what does not exist.
    """
    with unchecked():
        told = [_tell(section, runs, tables) for section in sections]
    values = [value for part in told for value in part.facts.values.values()]
    figures = [figure for part in told for figure in part.figures.values()]
    named = {value.table for value in values if value.table}
    named |= {table for figure in figures for table in figure.tables}
    provenance = gather(runs, values, [figure.rests_on for figure in figures], named, tables)
    accounts = Accounts()
    for value in values:
        accounts.facts[value.key] = value.text
    with unchecked():
        drawings = _drawings(figures, accounts)
    environment = _environment(accounts, values)
    html = environment.get_template("brief.html.j2").render(
        mark=MARK,
        version=__version__,
        style=Markup(style()),  # noqa: S704  # our own file, no input in it
        style_hash=style_hash(),
        told=told,
        runs=runs,
        role_names={role: _role_name(role) for role in runs},
        drawings=drawings,
        provenance=provenance,
        by_name=_by_name(provenance),
        values=values,
        by_key={value.key: value for value in values},
        numbers={value.key: place for place, value in enumerate(values, 1)},
        left_out=sorted({why for part in told for why in part.left_out}),
        source=lambda places, named: source_line(runs, places, named, tables),
        accounts=accounts,
    )
    island = f'<script type="application/json" id="accounts">{accounts.island()}</script>'
    return html.replace("<!--accounts-->", island), accounts


def _role_name(role: str) -> str:
    return role.replace("_", " ").capitalize()


def _tell(section: Section, runs: Mapping[str, Results], tables: Tables) -> Told:
    facts = evaluate(section, runs, tables)
    filler = Filler(section, facts)
    filled, left_out = blocks(filler)
    where = f"section of {section.system}"

    def source(places: Sequence[Place], named: Sequence[str]) -> str:
        return source_line(runs, places, named, tables)

    figures: dict[str, Drawn] = {}
    kept: list[Block] = []
    for block in filled:
        if block.kind == "figure":
            try:
                figures[block.name] = draw(block.name, filler, runs, source, tables)
            except Gone as gone:
                left_out.append(gone.why)
                continue
        kept.append(block)
    return Told(
        section=section,
        facts=facts,
        blocks=kept,
        figures=figures,
        tables={
            name: _possible([[(cell, f"{where}, table {name}") for cell in row]
                             for row in table.rows], filler, left_out)
            for name, table in section.tables.items()
        },
        claims=_claims(section, filler, left_out),
        keys=_keys(section, filler, left_out),
        left_out=tuple(left_out),
    )  # fmt: skip


def _possible(
    rows: list[list[tuple[str, str]]], filler: Filler, left_out: list[str]
) -> list[list[Sentence]]:
    """Fill the rows of a table; one that needs an absent fact is left out."""
    filled = []
    for row in rows:
        try:
            filled.append([filler.sentence(cell, where) for cell, where in row])
        except Gone as gone:
            left_out.append(gone.why)
    return filled


def _claims(section: Section, filler: Filler, left_out: list[str]) -> list[dict[str, Sentence]]:
    claims = []
    for claim in section.compared:
        where = f"section of {section.system}, compared with {claim.who}"
        parts = {"who": claim.who, "says": claim.says, "note": claim.note}
        parts |= {"published": f"{{{claim.published}}}", "ours": f"{{{claim.ours}}}"}
        try:
            claims.append({name: filler.sentence(text, where) for name, text in parts.items()})
        except Gone as gone:
            left_out.append(gone.why)
    return claims


def _keys(section: Section, filler: Filler, left_out: list[str]) -> list[tuple[Value, Sentence]]:
    keys = []
    for key in section.keys:
        where = f"section of {section.system}, key {key.fact}"
        try:
            keys.append((filler.value(key.fact, where), filler.sentence(key.label, where)))
        except Gone as gone:
            left_out.append(gone.why)
    return keys


def source_line(
    runs: Mapping[str, Results], places: Sequence[Place], named: Sequence[str], tables: Tables
) -> str:
    """Return where a figure's numbers come from: producers, then the runs."""
    cited = citations(runs, places, named, tables)
    roles = dict.fromkeys(role for role, _ in places)
    ids = [f"{runs[role].scenario} {runs[role].run_id[:12]}" for role in roles]
    draws = [
        f"seed {runs[role].seed}, {runs[role].draws} draw{'s' if runs[role].draws > 1 else ''}"
        for role in roles
    ]
    made = "; ".join(f"run {one}, {other}" for one, other in zip(ids, draws, strict=True))
    head = f"Source: {'; '.join(cited)}. " if cited else ""
    return f"{head}bongsu {made}." if made else head.strip()


def _drawings(figures: Sequence[Drawn], accounts: Accounts) -> dict[str, dict[str, Markup]]:
    """Render all drawings, a few at a time, and enter their texts and tables."""
    jobs = [(figure.key, size.name) for figure in figures for size in SIZES]
    by_key = {figure.key: figure for figure in figures}
    with ThreadPoolExecutor(max_workers=2) as pool:
        made = list(pool.map(lambda job: svg(by_key[job[0]].charts[job[1]]), jobs))
    drawings: dict[str, dict[str, Markup]] = {}
    for (key, size), drawing in zip(jobs, made, strict=True):
        drawings.setdefault(key, {})[size] = inlined(drawing)
        accounts.figures.setdefault(key, []).extend(texts(by_key[key].charts[size]))
    for figure in figures:
        accounts.tables[figure.key] = [list(figure.columns), *figure.rows]
    return drawings


def inlined(drawing: str) -> Markup:
    """Return an SVG for use within a page: the renderer has escaped its texts; the font is ours."""
    font = theme.FONT.replace('"', "&quot;")
    bare = drawing.replace(f' font-family="{font}"', "")
    return Markup(bare.replace("<svg ", '<svg aria-hidden="true" '))  # noqa: S704  # as it says


def _by_name(provenance: Provenance) -> dict[str, dict[str, Any]]:
    return {
        "parameters": {
            f"{role}-{parameter.name}": parameter
            for parameter in provenance.parameters
            for role in parameter.roles
        },
        "computed": {f"{role}-{name}": made for (role, name), made in provenance.computed.items()},
    }


@cache
def style() -> str:
    """Return the style sheet, with both palettes filled in from the one theme."""
    text = files("bongsu.brief").joinpath("templates/brief.css").read_text(encoding="utf-8")
    light = "".join(f"--{name}:{value};" for name, value in theme.LIGHT.items())
    dark = "".join(f"--{name}:{value};" for name, value in theme.DARK.items())
    drawing = "".join(
        f'.drawing [fill="{one}"]{{fill:{other}}}.drawing [stroke="{one}"]{{stroke:{other}}}'
        for one, other in theme.recolouring().items()
    )
    filled = text.replace("/*light*/", light).replace("/*dark*/", dark)
    filled = filled.replace("/*drawing*/", drawing).replace("/*font*/", theme.FONT)
    return re.sub(r"\s*\n\s*", "\n", filled).strip()


def style_hash() -> str:
    """Return the hash by which a page's policy lets its style sheet in."""
    return base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()


def _environment(accounts: Accounts, values: Sequence[Value]) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("bongsu.brief", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    by_key = {value.key: value for value in values}
    notes = {value.key: place for place, value in enumerate(values, 1)}
    seen: set[str] = set()

    def piece(part: Piece) -> Markup:
        return _piece(part, by_key, notes, accounts, seen)

    def spoken(text: str) -> str:
        accounts.spoken.append(" ".join(text.split()))
        return text

    def plain(sentence: Sentence) -> str:
        return "".join(part.text for part in sentence)

    environment.filters |= {
        "piece": piece,
        "record": lambda text: accounts.record(str(text)),
        "spoken": spoken,
        "plain": plain,
    }
    return environment


def _piece(
    part: Piece,
    by_key: Mapping[str, Value],
    notes: Mapping[str, int],
    accounts: Accounts,
    seen: set[str],
) -> Markup:
    """Return one stretch of a sentence; a fact leads to its card, and back to where it stood."""
    if part.fact:
        value, note = by_key[part.fact], str(notes[part.fact])
        accounts.spoken += [note, value.statement]
        anchor = "" if part.fact in seen else Markup(' id="at-{}"').format(part.fact)
        seen.add(part.fact)
        inner = Markup(
            '<a class="fact" href="#fact-{}" data-fact="{}" data-note="{}" title="{}"{}>{}</a>'
        ).format(part.fact, part.fact, note, value.statement, anchor, part.text)
    elif part.constant:
        accounts.constants[part.constant] = part.text
        inner = Markup('<span data-constant="{}">{}</span>').format(part.constant, part.text)
    elif part.korean:
        inner = Markup('<span lang="ko">{}</span>').format(part.text)
    else:
        inner = Markup("{}").format(part.text)
    return Markup("<strong>{}</strong>").format(inner) if part.strong else inner
